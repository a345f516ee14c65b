package dev.triggered.engine;

import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Has one thread wait for the time, unless it is woken or closed before. */
final class Pauses {
    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Duration next = SHORTEST;
    private long wakes;
    private long asked;
    private boolean closed;

    Pauses(TimeSource time) {
        this.time = time;
    }

    /**
     * Waits a little: twice as long each time since something was {@linkplain #moved moved}, up to a second; not at all, where it was
     * woken since it was asked last. Whoever calls it looks for what has changed afterwards, as if it had asked.
     */
    void rest() {
        Duration rest = next;
        next = rest.multipliedBy(2).compareTo(LONGEST) < 0 ? rest.multipliedBy(2) : LONGEST;
        await(rest, false);
    }

    /** Waits for a second, or until it is woken once more. */
    void longRest() {
        await(LONGEST, true);
    }

    void moved() {
        next = SHORTEST;
    }

    void wake() {
        change(() -> wakes++);
    }

    /** Says whether it was woken since it was asked last. */
    boolean wasWoken() {
        lock.lock();
        try {
            boolean woken = asked != wakes;
            asked = wakes;
            return woken;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        change(() -> closed = true);
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration atMost, boolean onceMore) {
        AtomicBoolean over = new AtomicBoolean();
        time.schedule(time.instant().plus(atMost), () -> change(() -> over.set(true)));
        lock.lock();
        try {
            long known = onceMore ? wakes : asked;
            while (wakes == known && !over.get() && !closed) {
                changed.await();
            }
            asked = onceMore ? asked : wakes;
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
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
