package dev.triggered.engine;

import dev.triggered.Lane;
import dev.triggered.MessageId;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
    private final Backlog ready;
    private final Set<MessageId> doubtful = new HashSet<>();
    private final Outage reading;
    private final Outage beginning;
    private final ArrayDeque<QueuedMessage> prompt = new ArrayDeque<>();
    private int promised;
    private int underWay;
    private boolean storeMayHaveMore = true;
    private boolean urgent;
    private boolean refilling;
    private boolean paused;
    private boolean stopped;
    private boolean ended;
    private final TreeSet<Instant> alarms = new TreeSet<>();

    LaneRunner(Lane lane, LaneDispatcher dispatcher, Outbox outbox, Courier courier, TimeSource time) {
        this.lane = lane;
        this.dispatcher = dispatcher;
        this.outbox = outbox;
        this.courier = courier;
        this.time = time;
        this.ready = new Backlog(lane.backlog());
        this.reading = new Outage("lane '" + lane.name() + "': reading the store");
        this.beginning = new Outage("lane '" + lane.name() + "': marking messages as begun in the store");
    }

    /**
     * Reserves a place for a message that is about to be accepted: one with the dispatcher, where it has one free and nothing waits for
     * it, else one in the queue; a message for which there is none waits in the store.
     */
    NewMessage reserve(NewMessage message) {
        lock.lock();
        try {
            if (stopped || storeMayHaveMore || refilling) {
                return message;
            }
            if (!paused && ready.isEmpty() && underWay + promised < dispatcher.capacity()) {
                promised++;
                return message.atOnce();
            }
            if (ready.room() <= 0) {
                return message;
            }
            ready.reserve();
            return message.handedOver();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the place that was reserved for a message. */
    void unreserve(NewMessage message) {
        change(() -> free(message));
    }

    /** Queues an accepted message for which a place was reserved; a lane that has ended gives it back to the store. */
    void offer(NewMessage message) {
        boolean[] late = {false};
        change(() -> {
            late[0] = ended;
            if (!ended && message.isAtOnce() && !paused && ready.isEmpty()) {
                prompt.add(message.message());
                return;
            }
            free(message);
            if (!ended) {
                ready.add(message.message());
            }
        });
        if (late[0]) {
            release(Set.of(message.message().info().id()));
        }
    }

    private void free(NewMessage message) {
        if (message.isAtOnce()) {
            promised--;
        } else {
            ready.unreserve();
        }
    }

    /**
     * Has a message given back for which a place was reserved and of which nobody knows whether the store kept it: if it did, it waits
     * in it then, like any other.
     */
    void doubt(NewMessage message) {
        change(() -> {
            free(message);
            doubtful.add(message.message().info().id());
            storeMayHaveMore = true;
        });
    }

    /** Makes the lane look into the store. */
    void wake() {
        change(() -> storeMayHaveMore = true);
    }

    /** Makes the lane look into the store for a message: soon, where it goes before one that waits in memory. */
    void wakeFor(QueuedMessage kept) {
        boolean due = !kept.schedule().due().isAfter(time.instant());
        change(() -> {
            storeMayHaveMore = true;
            urgent |= due && ready.isOutrankedBy(kept);
        });
    }

    /** Has the lane woken at a time, unless it is woken before and looks for itself then. */
    void wakeAt(Instant due) {
        boolean[] first = {false};
        change(() -> first[0] = (alarms.isEmpty() || due.isBefore(alarms.first())) && alarms.add(due));
        if (first[0]) {
            time.schedule(due, () -> ring(due));
        }
    }

    @Override
    public void run() {
        try {
            for (List<QueuedMessage> next = take(); !next.isEmpty(); next = take()) {
                carry(next);
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
            while (underWay + promised > 0
                    || ready.hasReserved()
                    || !ready.isEmpty()
                    || storeMayHaveMore
                    || refilling) {
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

    /** Returns as many messages as may be sent now, already counted as under way; none when the lane was stopped. */
    private List<QueuedMessage> take() throws InterruptedException {
        while (true) {
            lock.lock();
            try {
                while (!stopped && !canSend() && !canRefill()) {
                    changed.await();
                }
                if (stopped) {
                    return List.of();
                }
                if (canSend() && !(urgent && canRefill())) {
                    return takeReady();
                }
                storeMayHaveMore = false;
                urgent = false;
                refilling = true;
            } finally {
                lock.unlock();
            }
            refill();
        }
    }

    /** Takes those messages first for which the dispatcher has kept places, and as many others as there are places left. */
    private List<QueuedMessage> takeReady() {
        List<QueuedMessage> taken = new ArrayList<>(prompt);
        prompt.clear();
        promised -= taken.size();
        underWay += taken.size();
        List<QueuedMessage> others = ready.take(dispatcher.capacity() - underWay - promised);
        underWay += others.size();
        taken.addAll(others);
        return taken;
    }

    /** Sends messages that were taken; those that the store could not mark as begun wait again, before all others. */
    private void carry(List<QueuedMessage> taken) {
        List<Courier.Parcel> packed = courier.pack(taken, this::settled);
        if (packed.isEmpty()) {
            return;
        }
        List<Courier.Parcel> begun;
        try {
            begun = courier.begin(packed);
        } catch (RuntimeException e) {
            beginning.failed(e);
            pause(packed.stream().map(Courier.Parcel::message).toList());
            return;
        }
        beginning.over(packed.size());
        forget(packed.size() - begun.size());
        begun.forEach(parcel -> courier.send(parcel, dispatcher, this::settled));
    }

    private void pause(List<QueuedMessage> unsent) {
        change(() -> {
            underWay -= unsent.size();
            promised -= prompt.size();
            ready.putBack(List.copyOf(prompt));
            ready.putBack(unsent);
            prompt.clear();
            paused = true;
        });
        time.schedule(time.instant().plus(STORE_PAUSE), () -> change(() -> paused = false));
    }

    /** Frees the places of messages that are another node's now. */
    private void forget(int messages) {
        if (messages > 0) {
            LOG.debug("lane '{}': {} messages are no longer this node's", lane.name(), messages);
            change(() -> {
                underWay -= messages;
                storeMayHaveMore = true;
            });
        }
    }

    private void settled(Instant nextAttempt) {
        change(() -> underWay--);
        if (nextAttempt.isBefore(Instant.MAX)) {
            wakeAt(nextAttempt);
        }
    }

    private boolean canSend() {
        boolean room = underWay + promised < dispatcher.capacity();
        return !paused && (!prompt.isEmpty() || (room && !ready.isEmpty()));
    }

    private boolean canRefill() {
        return storeMayHaveMore && (urgent || ready.isHalfEmpty()) && ready.room() > 0;
    }

    /** Claims as many messages as there is room for; only this lane's thread adds to the queue meanwhile. */
    private void refill() {
        List<QueuedMessage> found = List.of();
        int room = room();
        try {
            releaseDoubtful();
            found = outbox.claim(lane.name(), room);
            if (found.size() < room) {
                outbox.nextDue(lane.name()).ifPresent(this::wakeAt);
            }
            reading.over(found.size());
        } catch (RuntimeException e) {
            reading.failed(e);
            wakeAt(time.instant().plus(STORE_PAUSE));
        }
        take(found, found.size() == room);
    }

    private void take(List<QueuedMessage> found, boolean more) {
        change(() -> {
            refilling = false;
            storeMayHaveMore |= more;
            urgent |= more && ready.isOutrankedBy(found.get(found.size() - 1));
            found.forEach(ready::add);
        });
    }

    private void releaseDoubtful() {
        Set<MessageId> ids = new HashSet<>();
        change(() -> ids.addAll(doubtful));
        if (!ids.isEmpty()) {
            outbox.release(ids);
            change(() -> doubtful.removeAll(ids));
        }
    }

    private int room() {
        lock.lock();
        try {
            return ready.room();
        } finally {
            lock.unlock();
        }
    }

    private void ring(Instant due) {
        change(() -> {
            storeMayHaveMore = true;
            alarms.remove(due);
        });
    }

    private void giveBack() {
        Set<MessageId> unsent = new HashSet<>();
        change(() -> {
            ended = true;
            unsent.addAll(doubtful);
            promised -= prompt.size();
            prompt.forEach(message -> unsent.add(message.info().id()));
            prompt.clear();
            ready.take(ready.size())
                    .forEach(message -> unsent.add(message.info().id()));
        });
        if (!unsent.isEmpty()) {
            release(unsent);
        }
    }

    /** Gives messages back that were not begun; a store that fails now knows at the next start that nobody has them. */
    private void release(Set<MessageId> ids) {
        try {
            outbox.release(ids);
        } catch (RuntimeException e) {
            LOG.warn(
                    "lane '{}': {} messages could not be given back and wait for the next start: {}",
                    lane.name(),
                    ids.size(),
                    e.toString());
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
