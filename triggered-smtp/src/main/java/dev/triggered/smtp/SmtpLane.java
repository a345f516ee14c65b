package dev.triggered.smtp;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one lane, each with its worker, and the mails that wait for one of them. A mail goes to a connection that is
 * idle; where there is none, another one is opened for the mails to come, and the mail goes behind others on an open one. Thread-safe.
 */
final class SmtpLane implements LaneDispatcher, Shares.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpLane.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Lane lane;
    private final Sending sending;
    private final BiConsumer<String, Runnable> threads;
    private final Shares shares;
    private final Shares.Share share;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();
    private final Deque<Delivery> waiting = new ConcurrentLinkedDeque<>();

    /** Those whose threads run. */
    private final Set<SmtpWorker> alive = new HashSet<>();

    /** Those that are going to take mails. */
    private final Set<SmtpWorker> workers = new HashSet<>();

    private final Seats seats = new Seats(lock);
    private Instant growsAfter = Instant.MIN;
    private int started;
    private boolean closed;

    /**
     * Creates a lane without connections.
     *
     * @param threads runs a task in a thread of its own, under a name
     * @throws IllegalArgumentException if the dispatcher has too few connections for it
     */
    SmtpLane(Lane lane, Sending sending, Shares shares, BiConsumer<String, Runnable> threads) {
        this.lane = lane;
        this.sending = sending;
        this.threads = threads;
        this.shares = shares;
        this.share = shares.open(lane, this);
    }

    @Override
    public int capacity() {
        return lane.connections().most() * window();
    }

    int window() {
        return lane.connections().window();
    }

    @Override
    public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
        Delivery delivery = new Delivery(mail, whenDone, underWay::remove);
        if (!take(delivery)) {
            delivery.abandon(sending.relay());
        }
        settle();
    }

    @Override
    public void recall(int connections) {
        lock.lock();
        try {
            int more = connections - (alive.size() - workers.size());
            List<SmtpWorker> recalled = workers.stream()
                    .sorted(Comparator.comparing(worker -> !worker.isIdle()))
                    .limit(Math.max(0, more))
                    .toList();
            for (SmtpWorker worker : recalled) {
                worker.recall();
                workers.remove(worker);
                seats.wake(worker);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void offer() {
        List<Delivery> unsent = List.of();
        lock.lock();
        try {
            share.resign();
            boolean grown = true;
            while (!closed && grown && !waiting.isEmpty()) {
                grown = grow();
            }
            boolean unused = seats.wakeOne(SmtpWorker::hasRoom);
        } catch (RuntimeException | Error e) {
            LOG.error("lane '{}' has no thread for a connection", lane.name(), e);
            unsent = takeWaiting();
        } finally {
            lock.unlock();
        }
        SmtpReply reason = SmtpReply.none("4.3.0", "no thread for a connection");
        unsent.forEach(delivery -> delivery.finish(new SendResult.Deferred(sending.relay(), reason)));
        settle();
    }

    /**
     * Returns the next mail, if there is one.
     *
     * @param plain whether one with attachments is left to others, because it may take its time
     */
    Optional<Delivery> poll(boolean plain) {
        lock.lock();
        try {
            Delivery next = waiting.peek();
            boolean left = next == null || (plain && !next.mail().attachments().isEmpty());
            return left ? Optional.empty() : Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    /** Has a mail sent once more that the relay cannot have; {@code false} where that was done before, or the lane is closed. */
    boolean putBack(Delivery delivery) {
        lock.lock();
        try {
            if (closed || !delivery.comeBack()) {
                return false;
            }
            waiting.addFirst(delivery);
            call();
            return true;
        } finally {
            lock.unlock();
            settle();
        }
    }

    /** Lets a worker wait until it is needed; {@code false} where its connection is not needed any more. */
    boolean rest(SmtpWorker worker) {
        lock.lock();
        try {
            worker.rest(true);
            long idleLimit = sending.policy().idleLimit().toNanos();
            long left = idleLimit;
            while (!isNeeded(worker)) {
                if (isFree(worker) || (left <= 0 && worker.isIdle())) {
                    return false;
                }
                left = seats.rest(worker, left > 0 ? left : idleLimit);
            }
            return true;
        } catch (InterruptedException e) {
            worker.cut();
            Thread.currentThread().interrupt();
            return false;
        } finally {
            worker.rest(false);
            lock.unlock();
        }
    }

    /** Wakes a worker that rests, where it has to do something. */
    void nudge(SmtpWorker worker) {
        lock.lock();
        try {
            if (isNeeded(worker) || isFree(worker)) {
                seats.wake(worker);
            } else {
                seats.opened(worker);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isNeeded(SmtpWorker worker) {
        return worker.isNeeded() || (!waiting.isEmpty() && worker.hasRoom());
    }

    private boolean isFree(SmtpWorker worker) {
        return worker.isIdle() && (closed || !worker.isFit());
    }

    /** Says whether a worker whose connection has ended is to make another one; if not, it takes no more mails. */
    boolean goesOn(SmtpWorker worker) {
        lock.lock();
        try {
            boolean needed = workers.contains(worker) && (!waiting.isEmpty() || worker.isProbing()) && !closed;
            if (!needed) {
                workers.remove(worker);
            } else if (worker.isProbing() && !waiting.isEmpty()) {
                call();
            }
            return needed;
        } finally {
            lock.unlock();
            settle();
        }
    }

    /** Lets a worker go that could not connect. The mails that no other one is going to take are deferred. */
    void failed(SmtpWorker worker, SmtpReply reason) {
        List<Delivery> unsent = List.of();
        lock.lock();
        try {
            workers.remove(worker);
            growsAfter = sending.clock().instant().plus(PAUSE_AFTER_FAILURE);
            if (workers.isEmpty()) {
                unsent = takeWaiting();
            }
        } finally {
            lock.unlock();
        }
        unsent.forEach(delivery -> delivery.finish(new SendResult.Deferred(sending.relay(), reason)));
    }

    /** Forgets a worker whose thread ends. */
    void gone(SmtpWorker worker) {
        lock.lock();
        try {
            workers.remove(worker);
            alive.remove(worker);
            seats.remove(worker);
            share.giveBack();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        offer();
        shares.settle();
    }

    /** Runs a task in a thread of its own. */
    void start(String name, Runnable task) {
        threads.accept(name, task);
    }

    /** Takes no more mails and lets the workers go when their mails have ended. */
    void close() {
        List<Delivery> unsent;
        lock.lock();
        try {
            closed = true;
            unsent = takeWaiting();
            seats.wakeAll();
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
            while (!alive.isEmpty() && left > 0) {
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
            alive.forEach(SmtpWorker::cut);
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
            if (underWay.size() >= capacity()) {
                throw new IllegalStateException(
                        "lane '" + lane.name() + "' has " + capacity() + " mails under way, which is its capacity");
            }
            if (closed) {
                return false;
            }
            underWay.add(delivery);
            waiting.add(delivery);
            try {
                call();
            } catch (RuntimeException | Error e) {
                waiting.remove(delivery);
                underWay.remove(delivery);
                throw e;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Finds a worker for a mail: one with no other mail, which makes another connection if it has to, a new one, or any with room. */
    private void call() {
        if (!seats.wakeOne(SmtpWorker::isIdle)) {
            boolean unusedGrowth = grow();
            boolean unused = seats.wakeOne(SmtpWorker::hasRoom);
        }
    }

    /** Returns how many workers there are fewer than mails. */
    private int lacking() {
        long taking = workers.stream().filter(worker -> !worker.isProbing()).count();
        return (int) (underWay.size() - taking);
    }

    /** Opens another connection where there are fewer than mails, and the lane may have it. */
    private boolean grow() {
        boolean full = alive.size() >= lane.connections().most() || lacking() <= 0;
        boolean paused = !workers.isEmpty() && sending.clock().instant().isBefore(growsAfter);
        if (full || paused || !share.take(lacking())) {
            return false;
        }
        String name = "triggered-smtp-" + lane.name() + "-" + ++started;
        SmtpWorker worker = new SmtpWorker(this, sending, name);
        workers.add(worker);
        alive.add(worker);
        try {
            threads.accept(name, worker);
            return true;
        } catch (RuntimeException | Error e) {
            workers.remove(worker);
            alive.remove(worker);
            share.giveBack();
            if (workers.isEmpty()) {
                throw e;
            }
            LOG.warn("lane '{}' has no thread for another connection", lane.name(), e);
            return false;
        }
    }

    private void settle() {
        if (share.isWaiting()) {
            shares.settle();
        }
    }

    private List<Delivery> takeWaiting() {
        List<Delivery> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
