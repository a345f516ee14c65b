package dev.triggered.smtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;

/** Where the workers of a lane wait that have nothing to write, the last one first. Every call is made under the lane's lock. */
final class Seats {
    private final Lock lock;
    private final Map<SmtpWorker, Seat> seats = new HashMap<>();

    /** Those who wait, were not woken, and could take a mail when that was looked at last. */
    private final Deque<SmtpWorker> open = new ArrayDeque<>();

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
        Seat seat = seats.computeIfAbsent(worker, key -> new Seat(lock.newCondition()));
        seat.awake = false;
        opened(worker);
        try {
            return seat.bell.awaitNanos(nanos);
        } finally {
            seat.awake = true;
            open.remove(worker);
        }
    }

    /** Notes that a worker can take a mail, if it rests and does. */
    void opened(SmtpWorker worker) {
        Seat seat = seats.get(worker);
        if (seat != null && !seat.awake && worker.isOpen() && !open.contains(worker)) {
            open.addFirst(worker);
        }
    }

    /** Wakes a worker if it rests. */
    void wake(SmtpWorker worker) {
        Seat seat = seats.get(worker);
        if (seat != null) {
            open.remove(worker);
            seat.wake();
        }
    }

    /** Wakes a worker that is wanted and was not woken yet; returns whether there was one. */
    boolean wakeOne(Predicate<SmtpWorker> wanted) {
        open.removeIf(worker -> !worker.isOpen());
        Optional<SmtpWorker> found = open.stream().filter(wanted).findFirst();
        found.ifPresent(this::wake);
        return found.isPresent();
    }

    void wakeAll() {
        open.clear();
        seats.values().forEach(Seat::wake);
    }

    /** Forgets a worker that has gone. */
    void remove(SmtpWorker worker) {
        seats.remove(worker);
    }

    private static final class Seat {
        private final Condition bell;
        private boolean awake = true;

        private Seat(Condition bell) {
            this.bell = bell;
        }

        private void wake() {
            awake = true;
            bell.signal();
        }
    }
}
