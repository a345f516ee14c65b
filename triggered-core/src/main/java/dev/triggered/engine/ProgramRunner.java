package dev.triggered.engine;

import dev.triggered.Contact;
import dev.triggered.automation.Participant;
import dev.triggered.automation.Program;
import dev.triggered.automation.Step;
import dev.triggered.spi.Advance;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.ProgramStore.Advanced;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of programs that are due, on a thread of its own, and sleeps until the next one is, or until it is woken. One round
 * claims some enrolments, lets each go on past one step that does something, triggers all their mails together, and keeps what became
 * of them together.
 */
final class ProgramRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramRunner.class);
    private static final int LARGEST_ROUND = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 10;

    private final ProgramRules rules;
    private final ProgramStore store;
    private final StepMails mails;
    private final TimeSource time;
    private final Alarms alarms;
    private final Outage outage = new Outage("running the programs");
    private final Map<String, Outage> hostCode = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken = true;
    private boolean paused;
    private boolean stopped;

    ProgramRunner(ProgramRules rules, ProgramStore store, StepMails mails, TimeSource time) {
        this.rules = rules;
        this.store = store;
        this.mails = mails;
        this.time = time;
        this.alarms = new Alarms(time, this::wake);
    }

    /** Makes the programs look into the store. */
    void wake() {
        change(() -> woken = true);
    }

    /** Ends the thread after the round that runs. */
    void stop() {
        change(() -> stopped = true);
    }

    @Override
    public void run() {
        while (awaitWork()) {
            try {
                round(time.instant());
                outage.over(0);
            } catch (RuntimeException | Error e) {
                pause(e);
            }
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            while (!stopped && (paused || !woken)) {
                changed.awaitUninterruptibly();
            }
            woken = false;
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Throwable cause) {
        int doublings = Math.min(outage.failed(cause) - 1, MOST_DOUBLINGS);
        Duration grown = FIRST_PAUSE.multipliedBy(1L << doublings);
        change(() -> {
            paused = true;
            woken = true;
        });
        time.schedule(
                time.instant().plus(grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE),
                () -> change(() -> paused = false));
    }

    private void round(Instant now) {
        List<DueEnrolment> due = store.claim(rules.plans().own(), now, LARGEST_ROUND);
        if (due.size() < LARGEST_ROUND) {
            store.nextDue(rules.plans().own()).ifPresent(this::wakeAt);
        } else {
            wake();
        }
        if (due.isEmpty()) {
            return;
        }
        List<Advance> advances = take(due, now).stream().map(Walk::advance).toList();
        for (Advanced advanced : store.advance(advances, now)) {
            if (advanced.isDone()) {
                wakeAt(advanced.due());
            } else {
                LOG.debug("an enrolment was moved or taken over while its step was taken");
            }
        }
    }

    /** Lets enrolments go on, and has their mails triggered. */
    private List<Walk> take(List<DueEnrolment> due, Instant now) {
        List<Walk> walks = new ArrayList<>(due.size());
        List<Walk> senders = new ArrayList<>();
        List<StepMails.Letter> letters = new ArrayList<>();
        for (DueEnrolment each : due) {
            Program program = rules.book().program(each.enrolment().program()).orElseThrow();
            Walk walk = new Walk(each, program, rules, now);
            walks.add(walk);
            Step step = walk.go().orElse(null);
            if (step instanceof Step.Decide decide) {
                decide(walk, decide);
            } else if (step instanceof Step.Send send) {
                senders.add(walk);
                letters.add(new StepMails.Letter(each, walk.baggage(), send));
            }
        }
        List<StepMails.Fate> fates = mails.send(letters, now);
        for (int i = 0; i < fates.size(); i++) {
            Outage directory = hostCode("looking up contacts for the mails of programs");
            if (fates.get(i) instanceof StepMails.Fate.Failed failed) {
                directory.failed(failed.cause());
            } else {
                directory.over(0);
            }
            senders.get(i).mailed(letters.get(i).step(), fates.get(i));
        }
        return walks;
    }

    private Outage hostCode(String what) {
        return hostCode.computeIfAbsent(what, Outage::new);
    }

    private void decide(Walk walk, Step.Decide step) {
        Participant participant = new Participant(
                walk.baggage().data(),
                () -> mails.contact(walk.baggage().recipient())
                        .orElseGet(() ->
                                Contact.of(walk.due().enrolment().contact().toString())));
        Outage deciding =
                hostCode("program '" + walk.due().enrolment().program() + "': the decision '" + step.name() + "'");
        boolean answer;
        try {
            answer = step.question().test(participant);
        } catch (RuntimeException e) {
            deciding.failed(e);
            walk.postpone(e);
            return;
        }
        deciding.over(0);
        walk.decided(step, answer);
    }

    private void wakeAt(Instant due) {
        if (!due.isAfter(time.instant())) {
            wake();
        } else if (due.isBefore(Instant.MAX)) {
            alarms.at(due);
        }
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
