package dev.triggered.engine;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The lock of a lane, and those who wait under it: the lane's own thread until there is work, and others until the lane is idle. A
 * change wakes only those whose time has come.
 */
final class LaneLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final BooleanSupplier hasWork;
    private final BooleanSupplier isIdle;
    private boolean threadWaits;
    private int othersWaiting;

    LaneLock(BooleanSupplier hasWork, BooleanSupplier isIdle) {
        this.hasWork = hasWork;
        this.isIdle = isIdle;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** Looks at what it guards. */
    <T> T look(Supplier<T> answer) {
        lock.lock();
        try {
            return answer.get();
        } finally {
            lock.unlock();
        }
    }

    void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            if (threadWaits && hasWork.getAsBoolean()) {
                threadWaits = false;
                work.signal();
            }
            if (othersWaiting > 0 && isIdle.getAsBoolean()) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits, for the lane's thread, which holds the lock, until a change brings work. */
    void awaitWork() throws InterruptedException {
        threadWaits = true;
        while (threadWaits) {
            work.await();
        }
    }

    /** Waits until the lane is idle; returns the nanoseconds that are left then, none if the time was up first. */
    long awaitIdle(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        othersWaiting++;
        try {
            while (!isIdle.getAsBoolean()) {
                if (left <= 0) {
                    return 0;
                }
                left = idle.awaitNanos(left);
            }
            return Math.max(1, left);
        } finally {
            othersWaiting--;
            lock.unlock();
        }
    }
}
