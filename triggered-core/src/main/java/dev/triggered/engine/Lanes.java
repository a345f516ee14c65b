package dev.triggered.engine;

import dev.triggered.Lane;
import dev.triggered.LaneStatus;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** All lanes, each with a thread of its own. */
final class Lanes {
    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    private final Function<Lane, LaneRunner> runner;
    private final ThreadFactory threadFactory;
    private final Map<String, LaneRunner> runners = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new LinkedHashMap<>();
    private boolean started;

    Lanes(Function<Lane, LaneRunner> runner, ThreadFactory threadFactory) {
        this.runner = runner;
        this.threadFactory = threadFactory;
    }

    /** Opens those lanes that are not open yet. An open lane stays as it is. */
    synchronized void open(Map<String, Lane> lanes) {
        lanes.forEach((name, lane) -> {
            if (!threads.containsKey(name)) {
                LaneRunner made = runner.apply(lane);
                Thread thread = thread(threadFactory, made, "triggered-lane-" + name);
                runners.put(name, made);
                threads.put(name, thread);
                if (started) {
                    thread.start();
                }
            }
        });
    }

    static Thread thread(ThreadFactory factory, Runnable task, String name) {
        Thread thread = Objects.requireNonNull(factory.newThread(task), "the thread factory made no thread");
        thread.setName(name);
        return thread;
    }

    synchronized void start() {
        started = true;
        threads.values().forEach(Thread::start);
    }

    LaneRunner of(QueuedMessage message) {
        return Objects.requireNonNull(runners.get(message.lane()), message.lane());
    }

    /** Returns how each lane stands, by its name. */
    List<LaneStatus> status(Outbox outbox) {
        return runners.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getValue().status(outbox.queue(each.getKey(), LaneStatus.MOST_COUNTED)))
                .toList();
    }

    /** Makes a lane look into the store, if there is one of that name. */
    void wake(String lane) {
        LaneRunner runner = runners.get(lane);
        if (runner != null) {
            runner.wake();
        }
    }

    /** Has the lanes hold those messages in the store that wait in memory and are of a quiet stream. */
    void withdraw(Predicate<QueuedMessage> quiet) {
        runners.values().forEach(runner -> runner.withdraw(quiet));
    }

    void wakeAll() {
        runners.values().forEach(LaneRunner::wake);
    }

    /** Makes a lane look into the store at a time, if there is one of that name and the time is not {@link Instant#MAX}. */
    void wakeAt(String lane, Instant due) {
        LaneRunner runner = runners.get(lane);
        if (runner != null && due.isBefore(Instant.MAX)) {
            runner.wakeAt(due);
        }
    }

    /** Waits until no lane has anything due, and ends them all; an interrupt ends the waiting. */
    void drain(Duration atMost) {
        boolean interrupted = false;
        try {
            long left = TimeUnit.NANOSECONDS.convert(atMost);
            for (LaneRunner runner : runners.values()) {
                left = runner.awaitIdle(left);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        runners.values().forEach(LaneRunner::stop);
        for (Thread thread : opened()) {
            interrupted |= !joined(thread, LAST_STEP);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Thread> opened() {
        return List.copyOf(threads.values());
    }

    /** Waits for the end of another thread; returns {@code false} if that was interrupted. */
    static boolean joined(Thread thread, Duration atMost) {
        try {
            if (!thread.equals(Thread.currentThread())) {
                thread.join(atMost.toMillis());
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
