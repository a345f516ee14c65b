package dev.triggered.engine;

import dev.triggered.Lane;
import dev.triggered.MessageId;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of one lane in memory, and the loop that empties it: at most {@link LaneDispatcher#capacity()} messages are under
 * way at once.
 *
 * <p>A message comes by hand, right after it was accepted, as long as there is room and nothing older waits in the store; else
 * it stays in the store and is claimed when there is room. So the store is asked only after a start, a retry, a time that has
 * come, or an overflow.
 */
final class LaneRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final Lane lane;
    private final LaneDispatcher dispatcher;
    private final Outbox outbox;
    private final Courier courier;
    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<QueuedMessage> ready = new ArrayDeque<>();
    private int reserved;
    private int underWay;
    private boolean storeMayHaveMore = true;
    private boolean refilling;
    private boolean stopped;
    private boolean ended;
    private final TreeSet<Instant> alarms = new TreeSet<>();

    LaneRunner(Lane lane, LaneDispatcher dispatcher, Outbox outbox, Courier courier, TimeSource time) {
        this.lane = lane;
        this.dispatcher = dispatcher;
        this.outbox = outbox;
        this.courier = courier;
        this.time = time;
    }

    /** Takes a place in the queue for a message that is about to be accepted; {@code false} if it has to wait in the store. */
    boolean reserve() {
        lock.lock();
        try {
            if (stopped || storeMayHaveMore || refilling || room() <= 0) {
                return false;
            }
            reserved++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back places that were reserved. */
    void unreserve() {
        change(() -> reserved--);
    }

    /** Queues an accepted message for which a place was reserved; a lane that has ended gives it back to the store. */
    void offer(QueuedMessage message) {
        boolean late = change(() -> {
            reserved--;
            return ended || !ready.add(message);
        });
        if (late) {
            outbox.release(Set.of(message.info().id()));
        }
    }

    /** Makes the lane look into the store. */
    void wake() {
        change(() -> storeMayHaveMore = true);
    }

    @Override
    public void run() {
        try {
            for (QueuedMessage next = take(); next != null; next = take()) {
                courier.carry(next, dispatcher, this::settled);
            }
        } catch (InterruptedException e) {
            LOG.warn("lane '{}' was interrupted and sends no more", lane.name());
        } catch (Error e) {
            LOG.error("lane '{}' died and sends no more", lane.name(), e);
            throw e;
        } finally {
            giveBack();
        }
    }

    /** Waits until nothing that is due is left; returns the nanoseconds that are left then, none if the time was up first. */
    long awaitIdle(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (underWay > 0 || reserved > 0 || !ready.isEmpty() || storeMayHaveMore || refilling) {
                if (left <= 0) {
                    return 0;
                }
                left = changed.awaitNanos(left);
            }
            return Math.max(1, left);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the loop, which gives back to the store what was not begun. What is under way stays so. */
    void stop() {
        change(() -> stopped = true);
    }

    /** Returns the next message, already counted as under way, or {@code null} when the lane was stopped. */
    private @Nullable QueuedMessage take() throws InterruptedException {
        while (true) {
            lock.lock();
            try {
                while (!stopped && !canSend() && !canRefill()) {
                    changed.await();
                }
                if (stopped) {
                    return null;
                }
                if (canSend()) {
                    underWay++;
                    return ready.poll();
                }
                storeMayHaveMore = false;
                refilling = true;
            } finally {
                lock.unlock();
            }
            refill();
        }
    }

    private void settled(Instant nextAttempt) {
        change(() -> underWay--);
        if (nextAttempt.isBefore(Instant.MAX)) {
            wakeAt(nextAttempt);
        }
    }

    private boolean canSend() {
        return underWay < dispatcher.capacity() && !ready.isEmpty();
    }

    private boolean canRefill() {
        return storeMayHaveMore && ready.size() <= lane.backlog() / 2 && room() > 0;
    }

    private int room() {
        return lane.backlog() - ready.size() - reserved;
    }

    /** Claims as many messages as there is room for; only this lane's thread adds to the queue meanwhile. */
    private void refill() {
        List<QueuedMessage> claimed = List.of();
        int room = lane.backlog() - size();
        try {
            claimed = outbox.claim(lane.name(), room);
            if (claimed.size() < room) {
                outbox.nextDue(lane.name()).ifPresent(this::wakeAt);
            }
        } catch (RuntimeException e) {
            LOG.error("lane '{}' cannot read the store; it asks again in {}", lane.name(), STORE_PAUSE, e);
            wakeAt(time.instant().plus(STORE_PAUSE));
        }
        List<QueuedMessage> found = claimed;
        change(() -> {
            refilling = false;
            storeMayHaveMore |= found.size() == room;
            return ready.addAll(found);
        });
    }

    /** Has the lane woken at a time, unless it is woken before and looks for itself then. */
    private void wakeAt(Instant due) {
        if (change(() -> (alarms.isEmpty() || due.isBefore(alarms.first())) && alarms.add(due))) {
            time.schedule(due, () -> ring(due));
        }
    }

    private void ring(Instant due) {
        change(() -> {
            storeMayHaveMore = true;
            return alarms.remove(due);
        });
    }

    private void giveBack() {
        Set<MessageId> unsent = new HashSet<>();
        change(() -> {
            ended = true;
            ready.forEach(message -> unsent.add(message.info().id()));
            ready.clear();
            return ended;
        });
        if (!unsent.isEmpty()) {
            outbox.release(unsent);
        }
    }

    private int size() {
        lock.lock();
        try {
            return ready.size() + reserved;
        } finally {
            lock.unlock();
        }
    }

    private <T> T change(Supplier<T> step) {
        lock.lock();
        try {
            T result = step.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
