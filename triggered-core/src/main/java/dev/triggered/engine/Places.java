package dev.triggered.engine;

import dev.triggered.Lane;
import dev.triggered.LaneStatus;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.LaneQueue;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The places of a lane at its dispatcher: those that are taken, those that are promised to messages about to be accepted, and how many
 * more the pace permits to take. Guarded by the lane's lock.
 */
final class Places {
    private final LaneDispatcher dispatcher;
    private final Pace pace;
    private final ArrayDeque<QueuedMessage> prompt = new ArrayDeque<>();
    private int promised;
    private int taken;

    Places(LaneDispatcher dispatcher, Pace pace) {
        this.dispatcher = dispatcher;
        this.pace = pace;
    }

    boolean areIdle() {
        return taken + promised == 0;
    }

    /** Returns how many are free, whatever the pace permits. */
    int free() {
        return dispatcher.capacity() - taken - promised;
    }

    /** Returns how many of so many messages may be begun now. */
    int open(int waiting) {
        int most = Math.min(waiting, free());
        return most <= 0 ? 0 : Math.min(most, pace.room());
    }

    /** Promises a place, if one is free that may be taken now. */
    boolean promise() {
        boolean promises = pace.keepsPromises() && open(1) > 0;
        if (promises) {
            promised++;
            pace.began(1);
        }
        return promises;
    }

    void breakPromise() {
        promised--;
        pace.returned(1);
    }

    /** Breaks all promises to messages that have come; returns those. */
    List<QueuedMessage> breakPromises() {
        List<QueuedMessage> broken = List.copyOf(prompt);
        promised -= broken.size();
        pace.returned(broken.size());
        prompt.clear();
        return broken;
    }

    /** Has a message come to which a place was promised. */
    void come(QueuedMessage message) {
        prompt.add(message);
    }

    boolean areAwaited() {
        return !prompt.isEmpty();
    }

    /** Takes places for the messages to which they were promised, and for the first others, at most so many. */
    List<QueuedMessage> take(Backlog ready, int others) {
        List<QueuedMessage> messages = new ArrayList<>(prompt);
        prompt.clear();
        promised -= messages.size();
        List<QueuedMessage> more = ready.take(others);
        pace.began(more.size());
        messages.addAll(more);
        taken += messages.size();
        return messages;
    }

    /** Returns how the lane stands, where so much waits in the store. */
    LaneStatus status(Lane lane, LaneQueue stored, Backlog ready) {
        Optional<Instant> firstDue = Stream.of(stored.firstDue(), ready.firstDue())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        return new LaneStatus(lane, stored.waiting() + ready.size(), firstDue, taken, pace.breaker());
    }

    void vacate(int count) {
        taken -= count;
    }
}
