package dev.triggered.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A lock whose holders can wait, for a bounded time, until something holds that it guards. */
final class Monitor {
    /** How long a test waits where it does not say for itself: far longer than anything here takes. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration GLANCE = Duration.ofMillis(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Runs an action under the lock, and wakes all who wait. */
    void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Asks for something under the lock, and wakes all who wait, because the question may change it. */
    <T> T ask(Supplier<T> question) {
        lock.lock();
        try {
            T answer = question.get();
            changed.signalAll();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a condition holds that nobody tells of: it is looked at again and again. */
    static void awaitSeen(BooleanSupplier condition, Supplier<String> failure) {
        new Monitor().await(condition, PATIENCE, GLANCE, failure);
    }

    /** Waits until a condition holds, which is asked for under the lock. */
    void await(BooleanSupplier condition, Duration patience, Supplier<String> failure) {
        await(condition, patience, patience, failure);
    }

    private void await(BooleanSupplier condition, Duration patience, Duration glance, Supplier<String> failure) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("after " + patience + ": " + failure.get());
                }
                long turn = Math.min(left, glance.toNanos());
                left -= turn - changed.awaitNanos(turn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + failure.get(), e);
        } finally {
            lock.unlock();
        }
    }
}
