package dev.triggered.web.hook;

import dev.triggered.notice.Backlog;
import dev.triggered.notice.Notice;
import dev.triggered.notice.Notices;
import dev.triggered.spi.TimeSource;
import dev.triggered.web.hook.HookAnswer.Busy;
import dev.triggered.web.hook.HookAnswer.Failed;
import dev.triggered.web.hook.HookAnswer.Gone;
import dev.triggered.web.hook.HookAnswer.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one webhook is told by this process: hands notices to its workers, and takes their answers. One that fails several times in a row rests,
 * and is then told one notice at a time until it takes one. Thread-safe; the store is never asked under the lock.
 */
final class HookRun {
    private static final Logger LOG = LoggerFactory.getLogger(HookRun.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration UPKEEP = Duration.ofMinutes(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final int FAILURES = 5;

    private final Webhook hook;
    private final Notices notices;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Deque<Notice> taken = new ArrayDeque<>();
    private WebhookState state = WebhookState.TELLING;
    private Instant lookAt = Instant.MIN;
    private Instant upkeepAt = Instant.MIN;
    private Instant alarm = Instant.MAX;
    private boolean looking;
    private int waiting;
    private int busy;
    private int failures;
    private long told;
    private long givenUp;
    private String lastError = "";

    HookRun(Webhook hook, Notices notices, TimeSource time, RandomGenerator random) {
        this.hook = hook;
        this.notices = notices;
        this.time = time;
        this.random = random;
    }

    /** Waits for a notice and returns it, or nothing once it is over. Whoever has got one {@linkplain #leave leaves}. */
    Optional<Notice> next() throws InterruptedException {
        Turn turn = turn();
        while (turn.looks) {
            look();
            turn = turn();
        }
        return turn.notice;
    }

    /** Waits until there is a notice, it is over, or the caller is to look for notices. */
    private synchronized Turn turn() throws InterruptedException {
        while (!isOver() && taken.isEmpty()) {
            Instant now = time.instant();
            boolean others = looking || (failures >= FAILURES && busy > 0);
            if (!others && !now.isBefore(lookAt)) {
                looking = true;
                return new Turn(true, Optional.empty());
            }
            if (others || !isWokenAt(lookAt)) {
                waiting++;
                try {
                    wait();
                } finally {
                    waiting--;
                }
            }
        }
        if (isOver()) {
            return new Turn(false, Optional.empty());
        }
        busy++;
        return new Turn(false, Optional.of(taken.remove()));
    }

    private boolean isOver() {
        return state == WebhookState.GONE || state == WebhookState.CLOSED;
    }

    /** Has the workers woken at a time; says whether that time has come meanwhile, and they were. */
    private boolean isWokenAt(Instant due) {
        if (due.isBefore(alarm)) {
            alarm = due;
            time.schedule(due, this::ring);
        }
        return alarm.equals(Instant.MAX);
    }

    private synchronized void ring() {
        alarm = Instant.MAX;
        notifyAll();
    }

    /** Takes as many notices as there are workers for them. */
    private void look() {
        try {
            Instant now = time.instant();
            int limit = begin(now);
            if (isUpkeepDue(now)) {
                keepUp();
            }
            Duration lease = hook.policy().timeout().multipliedBy(2).plus(MARGIN);
            add(notices.take(hook.name(), limit, lease));
        } finally {
            end();
        }
    }

    private synchronized int begin(Instant now) {
        lookAt = now.plus(LOOK);
        state = isOver() ? state : WebhookState.TELLING;
        return failures > 0 ? 1 : 1 + waiting;
    }

    private synchronized boolean isUpkeepDue(Instant now) {
        boolean due = !now.isBefore(upkeepAt);
        upkeepAt = due ? now.plus(UPKEEP) : upkeepAt;
        return due;
    }

    private synchronized void add(List<Notice> some) {
        if (!some.isEmpty()) {
            taken.addAll(some);
            lookAt = Instant.MIN;
        }
    }

    private synchronized void end() {
        looking = false;
        notifyAll();
    }

    /** Says that the webhook is still there, and gives up what is too old. */
    private void keepUp() {
        if (!notices.renew(hook.name())) {
            gone("was unsubscribed elsewhere");
            return;
        }
        Duration age = hook.policy().giveUpAfter();
        long old = notices.giveUp(hook.name(), age);
        if (old > 0) {
            LOG.warn("{} was not told {} notices, which are given up after {}", hook, old, age);
            giveUp(old);
        }
    }

    private synchronized void giveUp(long old) {
        givenUp += old;
    }

    /** Takes the answer to a notice. */
    void answered(Notice notice, HookAnswer answer) {
        if (answer instanceof Taken) {
            notices.done(hook.name(), notice);
            works();
        } else if (answer instanceof Gone) {
            notices.unsubscribe(hook.name());
            gone("says that it is gone (410)");
        } else if (answer instanceof Failed failed) {
            fails(failed.why(), Duration.ZERO);
            notices.later(hook.name(), notice, hook.policy().delayAfter(notice.tries(), random.nextDouble()));
        } else if (answer instanceof Busy asks) {
            fails(asks.why(), asks.delay());
            notices.later(hook.name(), notice, asks.delay());
        }
    }

    private synchronized void works() {
        if (failures > 0) {
            LOG.info("{} takes notices again after {} failures", hook, failures);
        }
        told++;
        failures = 0;
        lastError = "";
    }

    private synchronized void fails(String why, Duration delay) {
        failures++;
        lastError = why;
        if (failures == 1) {
            LOG.warn("{} did not take a notice, and is told again until it does: {}", hook, why);
        }
        Duration own = Duration.ZERO;
        if (failures >= FAILURES) {
            Duration grown = hook.policy().delayAfter(failures - FAILURES + 1, random.nextDouble());
            own = grown.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : grown;
        }
        Duration rest = own.compareTo(delay) > 0 ? own : delay;
        if (!rest.isZero()) {
            Instant until = time.instant().plus(rest);
            lookAt = until.isAfter(lookAt) ? until : lookAt;
            state = isOver() ? state : WebhookState.RESTING;
        }
    }

    private synchronized void gone(String why) {
        if (!isOver()) {
            state = WebhookState.GONE;
            lastError = "it " + why;
            LOG.error("{} {}: it is told nothing until it is started again", hook, why);
            notifyAll();
        }
    }

    /** Takes note that the store failed; what was taken is due again when its lease ends. */
    synchronized void failed(RuntimeException failure) {
        Instant next = time.instant().plus(LOOK);
        lookAt = next.isAfter(lookAt) ? next : lookAt;
        String why = "the store fails: " + failure.getMessage();
        if (!isOver() && !why.equals(lastError)) {
            lastError = why;
            LOG.warn("{} is told nothing until the store works: {}", hook, failure.toString());
        }
    }

    /** Says that a worker is done with a notice. */
    synchronized void leave() {
        busy--;
        notifyAll();
    }

    /** Has all workers end. */
    synchronized void close() {
        state = WebhookState.CLOSED;
        notifyAll();
    }

    /** Returns how the webhook is doing. */
    WebhookStatus status() {
        Backlog backlog = notices.backlog(hook.name());
        synchronized (this) {
            return new WebhookStatus(
                    hook.name(), hook.origin(), state, new WebhookStatus.Counts(told, givenUp, backlog), lastError);
        }
    }

    /** What a worker is to do: look for notices, tell one, or end. */
    private record Turn(boolean looks, Optional<Notice> notice) {}
}
