package dev.triggered.smtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;

/** Where the workers of a lane wait that have nothing to write, the last one first. Every call is made under the lane's lock. */
final class Seats {
    private final Lock lock;
    private final Map<SmtpWorker, Condition> seats = new HashMap<>();
    private final Deque<SmtpWorker> resting = new ArrayDeque<>();

    /**
     * Creates seats that nobody has.
     *
     * @param lock the lane's lock, which is let go while a worker waits
     */
    Seats(Lock lock) {
        this.lock = lock;
    }

    /** Waits until the worker is woken, the time is over, or for no reason; returns how much of the time is left. */
    @SuppressWarnings("WaitNotInLoop")
    long rest(SmtpWorker worker, long nanos) throws InterruptedException {
        Condition seat = seats.computeIfAbsent(worker, key -> lock.newCondition());
        resting.addFirst(worker);
        try {
            return seat.awaitNanos(nanos);
        } finally {
            resting.remove(worker);
        }
    }

    /** Wakes a worker if it rests. */
    void wake(SmtpWorker worker) {
        Condition seat = seats.get(worker);
        if (seat != null) {
            seat.signal();
        }
    }

    /** Wakes a worker that is wanted and was not woken yet; returns whether there was one. */
    boolean wakeOne(Predicate<SmtpWorker> wanted) {
        for (Iterator<SmtpWorker> each = resting.iterator(); each.hasNext(); ) {
            SmtpWorker worker = each.next();
            if (wanted.test(worker)) {
                each.remove();
                wake(worker);
                return true;
            }
        }
        return false;
    }

    void wakeAll() {
        seats.values().forEach(Condition::signal);
    }

    /** Forgets a worker that has gone. */
    void remove(SmtpWorker worker) {
        seats.remove(worker);
    }
}
