package dev.triggered.smtp;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one lane, each with its worker, and the mails that wait for the moment in which one is free. A worker is
 * started when a mail finds none that is free. Thread-safe.
 */
final class SmtpLane implements LaneDispatcher {
    private final Lane lane;
    private final Sending sending;
    private final Starter threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Delivery> underWay = new HashSet<>();
    private final Set<SmtpWorker> workers = new HashSet<>();

    /** Where free workers wait: those with a connection first, and the one that was used last before the others. */
    private final Deque<Seat> free = new ArrayDeque<>();

    /** Mails that came while a worker was about to be free, because it was telling how its last one had ended, or leaving. */
    private final Deque<Delivery> waiting = new ArrayDeque<>();

    private int started;
    private int leaving;
    private boolean closed;

    SmtpLane(Lane lane, Sending sending, Starter threads) {
        this.lane = lane;
        this.sending = sending;
        this.threads = threads;
    }

    @Override
    public int capacity() {
        return lane.connections().own();
    }

    @Override
    public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
        Delivery delivery = new Delivery(mail, whenDone, this::release);
        if (!take(delivery)) {
            delivery.abandon(sending.relay());
        }
    }

    /** Returns the next mail for a worker; empty where it was idle for too long, or the lane is closed. */
    Optional<Delivery> next(boolean warm) {
        lock.lock();
        try {
            Delivery waited = waiting.poll();
            boolean wait = waited == null && !closed;
            Optional<Delivery> next = wait ? waitOn(new Seat(lock.newCondition()), warm) : Optional.ofNullable(waited);
            leaving += next.isEmpty() ? 1 : 0;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a worker go, unless a mail has come for it meanwhile. */
    Optional<Delivery> leave(SmtpWorker worker) {
        lock.lock();
        try {
            Delivery delivery = waiting.poll();
            leaving--;
            if (delivery == null) {
                workers.remove(worker);
                ended.signalAll();
            }
            return Optional.ofNullable(delivery);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more mails and lets the workers go when their mail has ended. */
    void close() {
        List<Delivery> unsent;
        lock.lock();
        try {
            closed = true;
            unsent = List.copyOf(waiting);
            waiting.clear();
            free.forEach(seat -> seat.taken.signal());
        } finally {
            lock.unlock();
        }
        unsent.forEach(delivery -> delivery.abandon(sending.relay()));
    }

    /** Waits until the workers have gone, and returns how much of the time is left; 0 or less if they have not. */
    long awaitEnd(long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (!workers.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return left;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            lock.unlock();
        }
    }

    /** Breaks off what is on the wire. */
    void cut() {
        lock.lock();
        try {
            workers.forEach(SmtpWorker::cut);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the mails under way without waiting for anything. */
    void abandon() {
        List<Delivery> left;
        lock.lock();
        try {
            left = List.copyOf(underWay);
        } finally {
            lock.unlock();
        }
        left.forEach(delivery -> delivery.abandon(sending.relay()));
    }

    private boolean take(Delivery delivery) {
        lock.lock();
        try {
            if (underWay.size() == lane.connections().own()) {
                throw new IllegalStateException("lane '" + lane.name() + "' has "
                        + lane.connections().own() + " mails under way, which is its capacity");
            }
            if (closed) {
                return false;
            }
            underWay.add(delivery);
            handOver(delivery);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void handOver(Delivery delivery) {
        Seat seat = free.poll();
        if (seat != null) {
            seat.delivery = delivery;
            seat.taken.signal();
        } else if (workers.size() - leaving < underWay.size()
                && workers.size() < lane.connections().own()) {
            start(delivery);
        } else {
            waiting.add(delivery);
        }
    }

    private void start(Delivery delivery) {
        SmtpWorker worker = new SmtpWorker(this, sending, delivery);
        boolean running = false;
        try {
            workers.add(worker);
            threads.start("triggered-smtp-" + lane.name() + "-" + ++started, worker);
            running = true;
        } finally {
            if (!running) {
                workers.remove(worker);
                underWay.remove(delivery);
            }
        }
    }

    private Optional<Delivery> waitOn(Seat seat, boolean warm) {
        if (warm) {
            free.addFirst(seat);
        } else {
            free.addLast(seat);
        }
        try {
            long left = sending.policy().idleLimit().toNanos();
            while (seat.delivery == null && !closed && left > 0) {
                left = seat.taken.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        free.remove(seat);
        return Optional.ofNullable(seat.delivery);
    }

    private void release(Delivery delivery) {
        lock.lock();
        try {
            underWay.remove(delivery);
        } finally {
            lock.unlock();
        }
    }

    /** Runs a worker in a thread of its own. */
    @FunctionalInterface
    interface Starter {
        void start(String name, Runnable worker);
    }

    /** Where one free worker waits for its next mail. */
    private static final class Seat {
        private final Condition taken;
        private @Nullable Delivery delivery;

        Seat(Condition taken) {
            this.taken = taken;
        }
    }
}
