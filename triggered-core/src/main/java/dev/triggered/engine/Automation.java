package dev.triggered.engine;

import dev.triggered.automation.Programs;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** The programs at work: the thread that takes their steps, where there are any, and who is where. */
final class Automation implements AutoCloseable {
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final ProgramRunner runner;
    private final Optional<Thread> thread;
    private final Programs desk;

    Automation(ProgramRules rules, ProgramStore store, StepMails mails, TimeSource time, ThreadFactory threads) {
        this.runner = new ProgramRunner(rules, store, mails, time);
        this.thread = rules.plans().isEmpty()
                ? Optional.empty()
                : Optional.of(Lanes.thread(threads, runner, "triggered-programs"));
        this.desk = new ProgramDesk(rules, store, time, runner::wake);
    }

    Optional<Thread> thread() {
        return thread;
    }

    Programs desk() {
        return desk;
    }

    /** Makes the programs look into the store. */
    void wake() {
        runner.wake();
    }

    /** Ends the thread after the round that runs, but waits for a bounded time only. */
    @Override
    public void close() {
        runner.stop();
        boolean interrupted = Thread.interrupted();
        interrupted |= thread.isPresent() && !Lanes.joined(thread.get(), LAST_ROUND);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
