package dev.triggered.engine;

import dev.triggered.Lane;
import dev.triggered.LaneStatus;
import dev.triggered.MessageId;
import dev.triggered.SendResult;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.LaneQueue;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of one lane in memory, and the loop that empties it: at most {@link LaneDispatcher#capacity()} messages are under
 * way at once.
 *
 * <p>A message comes by hand, right after it was accepted, as long as there is room; else it stays in the store and is claimed when
 * there is room again. After such an overflow all messages stay in the store until it has been emptied, and what was kept there last is
 * claimed before anything that came by hand since is sent, so that nothing is overtaken. So the store is asked only after a start, a retry,
 * a time that has come, or an overflow.
 */
final class LaneRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final Lane lane;
    private final LaneDispatcher dispatcher;
    private final Courier courier;
    private final TimeSource time;
    private final Pace pace;
    private final Places places;
    private final Supply supply;
    private final Returns returns;
    private final Recorded vacating = this::vacate;

    private final LaneLock lock = new LaneLock(this::hasWork, this::isIdle);
    private final Backlog ready;
    private final Outage beginning;
    private boolean storeMayHaveMore = true;
    private boolean overflow = true;
    private boolean urgent;
    private boolean refilling;
    private boolean paused;
    private boolean stopped;
    private boolean ended;
    private boolean looking;

    LaneRunner(Lane lane, LaneDispatcher dispatcher, Outbox outbox, Courier courier, TimeSource time) {
        this.lane = lane;
        this.dispatcher = dispatcher;
        this.courier = courier;
        this.time = time;
        this.pace = new Pace(lane, time);
        this.places = new Places(dispatcher, pace);
        this.returns = new Returns(lane.name(), outbox);
        this.supply = new Supply(lane.name(), outbox, returns, time, this::wake);
        this.ready = new Backlog(lane.backlog());
        this.beginning = new Outage("lane '" + lane.name() + "': marking messages as begun in the store");
    }

    /**
     * Reserves a place for a message that is about to be accepted: one with the dispatcher, where it has one free, the pace permits it
     * and nothing waits for it, else one in the queue; a message for which there is none waits in the store, and so do those behind it.
     */
    NewMessage reserve(NewMessage message) {
        return lock.look(() -> {
            if (stopped || overflow) {
                return message;
            }
            if (!paused && !storeMayHaveMore && !refilling && ready.isEmpty() && places.promise()) {
                return message.atOnce();
            }
            if (ready.room() <= 0) {
                overflow = true;
                return message;
            }
            ready.reserve(1);
            return message.handedOver();
        });
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
            if (!ended && message.isAtOnce() && !paused && ready.isEmpty() && pace.keepsPromises()) {
                places.come(message.message());
                return;
            }
            free(message);
            if (!ended) {
                ready.add(message.message());
            }
        });
        if (late[0]) {
            returns.give(Set.of(message.message().info().id()));
        }
    }

    private void free(NewMessage message) {
        if (message.isAtOnce()) {
            places.breakPromise();
        } else {
            ready.unreserve(1);
        }
    }

    /**
     * Has a message given back for which a place was reserved and of which nobody knows whether the store kept it: if it did, it waits
     * in it then, like any other.
     */
    void doubt(NewMessage message) {
        change(() -> {
            free(message);
            returns.doubt(message.message().info().id());
            storeMayHaveMore = true;
        });
    }

    /** Returns how the lane stands, where so much waits for it in the store. */
    LaneStatus status(LaneQueue stored) {
        return lock.look(() -> places.status(lane, stored, ready));
    }

    /** Makes the lane look into the store. */
    void wake() {
        change(() -> storeMayHaveMore = true);
    }

    /** Makes the lane look into the store for a message: soon, where it goes before one that waits in memory or comes by hand. */
    void wakeFor(QueuedMessage kept) {
        boolean due = !kept.schedule().due().isAfter(time.instant());
        change(() -> {
            storeMayHaveMore = true;
            urgent |= due && (!overflow || ready.isOutrankedBy(kept));
        });
    }

    /** Has the lane woken at a time, unless it is woken before and looks for itself then. */
    void wakeAt(Instant due) {
        supply.wakeAt(due);
    }

    /** Has those messages held in the store that wait here and are of a quiet stream. */
    void withdraw(Predicate<QueuedMessage> quiet) {
        List<QueuedMessage> withdrawn = new ArrayList<>();
        change(() -> withdrawn.addAll(ready.takeAll(quiet)));
        try {
            if (!withdrawn.isEmpty()) {
                courier.park(withdrawn);
            }
        } catch (RuntimeException e) {
            LOG.debug("lane '{}' holds {} messages of a quiet stream later", lane.name(), withdrawn.size(), e);
            change(() -> ready.putBack(withdrawn));
        }
    }

    @Override
    public void run() {
        try {
            for (Batch next = take(); !next.messages.isEmpty(); next = take()) {
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
        return lock.awaitIdle(nanos);
    }

    private boolean isIdle() {
        return places.areIdle() && !ready.hasReserved() && ready.isEmpty() && !storeMayHaveMore && !refilling;
    }

    /** Ends the loop, which gives back to the store what was not begun. What is under way stays so. */
    void stop() {
        change(() -> stopped = true);
    }

    /** Returns as many messages as may be sent now, already counted as under way; none when the lane was stopped. */
    private Batch take() throws InterruptedException {
        while (true) {
            int room;
            lock.lock();
            try {
                int open = open();
                while (!stopped && !canSend(open) && !canRefill()) {
                    if (!looksLater()) {
                        lock.awaitWork();
                    }
                    open = open();
                }
                if (stopped) {
                    return new Batch(List.of(), pace.turn());
                }
                if (canSend(open) && !(urgent && canRefill())) {
                    return new Batch(places.take(ready, open), pace.turn());
                }
                storeMayHaveMore = false;
                urgent = false;
                refilling = true;
                room = overflow ? ready.room() : ready.room() - ready.room() / 2;
                ready.reserve(room);
            } finally {
                lock.unlock();
            }
            refill(room);
        }
    }

    /**
     * Has the time make the lane look again, where only the pace holds messages back. Returns whether it did, having let go of the
     * lock meanwhile. There is one such timer at most.
     */
    private boolean looksLater() {
        Optional<Instant> look = isHeldByPace() && !looking ? pace.next() : Optional.empty();
        looking |= look.isPresent();
        look.ifPresent(due -> {
            lock.unlock();
            try {
                time.schedule(due, () -> change(() -> looking = false));
            } finally {
                lock.lock();
            }
        });
        return look.isPresent();
    }

    /** Sends messages that were taken; those that may not be begun now wait again, before all others. */
    private void carry(Batch taken) {
        Courier.Packed packed = courier.pack(taken.messages, vacating);
        List<Courier.Parcel> parcels = packed.parcels();
        unbegun(taken.messages.size() - parcels.size() - packed.quiet().size(), taken.turn);
        hold(packed.quiet(), taken.turn);
        if (parcels.isEmpty()) {
            return;
        }
        if (pace.isOver(taken.turn)) {
            courier.keep(parcels);
            putBack(Courier.Parcel.messages(parcels), taken.turn);
            return;
        }
        Courier.Begun begun;
        try {
            begun = courier.begin(parcels, vacating);
        } catch (RuntimeException e) {
            courier.keep(parcels);
            beginning.failed(e);
            pause(Courier.Parcel.messages(parcels), taken.turn);
            return;
        }
        beginning.over(parcels.size());
        unbegun(begun.suppressed(), taken.turn);
        forget(parcels.size() - begun.parcels().size() - begun.suppressed(), taken.turn);
        Courier.Answers answers = new Courier.Answers(result -> learn(result, taken.turn), vacating);
        begun.parcels().forEach(parcel -> courier.send(parcel, dispatcher, answers));
    }

    /** Has messages of quiet streams held in the store. */
    private void hold(List<QueuedMessage> quiet, int turn) {
        if (quiet.isEmpty()) {
            return;
        }
        try {
            courier.park(quiet);
        } catch (RuntimeException e) {
            beginning.failed(e);
            pause(quiet, turn);
            return;
        }
        vacate(quiet.size(), Instant.MAX);
        unbegun(quiet.size(), turn);
    }

    /** Gives back to the pace what was taken and not begun. */
    private void unbegun(int messages, int turn) {
        if (messages > 0) {
            change(() -> pace.unbegun(messages, turn));
        }
    }

    private void pause(List<QueuedMessage> unsent, int turn) {
        change(() -> {
            paused = true;
            ready.putBack(places.breakPromises());
            putBack(unsent, turn);
        });
        time.schedule(time.instant().plus(STORE_PAUSE), () -> change(() -> paused = false));
    }

    private void putBack(List<QueuedMessage> unsent, int turn) {
        change(() -> {
            places.vacate(unsent.size());
            ready.putBack(unsent);
            pace.unbegun(unsent.size(), turn);
        });
    }

    private void learn(SendResult result, int turn) {
        if (pace.heeds(result)) {
            change(() -> {
                if (pace.learn(result, turn, ready.size())) {
                    ready.putBack(places.breakPromises());
                }
            });
        }
    }

    /** Frees the places of messages that are another node's now. */
    private void forget(int messages, int turn) {
        if (messages > 0) {
            LOG.debug("lane '{}': {} messages are no longer this node's", lane.name(), messages);
            change(() -> {
                places.vacate(messages);
                pace.unbegun(messages, turn);
                storeMayHaveMore = true;
            });
        }
    }

    private void vacate(int outcomes, Instant nextAttempt) {
        change(() -> places.vacate(outcomes));
        if (nextAttempt.isBefore(Instant.MAX)) {
            wakeAt(nextAttempt);
        }
    }

    /** Returns how many messages of the queue may be begun now. */
    private int open() {
        return paused ? 0 : places.open(ready.size());
    }

    private boolean canSend(int open) {
        return open > 0 || (!paused && places.areAwaited());
    }

    private boolean hasWork() {
        return stopped || canSend(open()) || canRefill() || (isHeldByPace() && !looking);
    }

    /** Says whether only the pace may hold messages back. */
    private boolean isHeldByPace() {
        return !paused && !ready.isEmpty() && places.free() > 0;
    }

    private boolean canRefill() {
        return storeMayHaveMore && (urgent || ready.isHalfEmpty()) && ready.room() > 0;
    }

    /** Claims messages, at most so many, for which the places are reserved; what comes by hand meanwhile stands behind them. */
    private void refill(int room) {
        List<QueuedMessage> found = supply.claim(room);
        boolean more = found.size() == room;
        change(() -> {
            refilling = false;
            ready.unreserve(room);
            found.forEach(overflow ? ready::add : ready::addOverdue);
            if (overflow && !more) {
                ready.leaveGap();
            }
            overflow = more;
            urgent |= more ? ready.isOutrankedBy(found.get(found.size() - 1)) : storeMayHaveMore;
            storeMayHaveMore |= more;
        });
    }

    private void giveBack() {
        Set<MessageId> unsent = new HashSet<>();
        change(() -> {
            ended = true;
            unsent.addAll(returns.doubtful());
            ready.putBack(places.breakPromises());
            ready.take(ready.size())
                    .forEach(message -> unsent.add(message.info().id()));
        });
        returns.give(unsent);
    }

    private void change(Runnable step) {
        lock.change(step);
    }

    /** Messages that were taken, and the turn of the pace in which they were. */
    private record Batch(List<QueuedMessage> messages, int turn) {}
}
