package dev.triggered.engine;

import dev.triggered.Priority;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The messages of a lane that wait in memory, by priority, due time and arrival, and the places that are kept for those about to
 * come. Guarded by the lane's lock.
 */
final class Backlog {
    private static final long GAP = 1L << 32;

    private final int most;
    private final Map<Priority, Turns<Waiting>> queues = new EnumMap<>(Priority.class);
    private int size;
    private int reserved;
    private long last;
    private long overdue;
    private long first;

    Backlog(int most) {
        this.most = most;
        for (Priority priority : Priority.values()) {
            queues.put(priority, new Turns<>());
        }
    }

    int size() {
        return size;
    }

    /** Returns how many more there may be. */
    int room() {
        return most - size - reserved;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns when the first message is due, of whatever priority. */
    Optional<Instant> firstDue() {
        return queues.values().stream()
                .filter(queue -> !queue.isEmpty())
                .map(queue -> queue.first().due)
                .min(Comparator.naturalOrder());
    }

    boolean isHalfEmpty() {
        return size <= most / 2;
    }

    boolean hasReserved() {
        return reserved > 0;
    }

    void reserve(int places) {
        reserved += places;
    }

    void unreserve(int places) {
        reserved -= places;
    }

    /** Adds a message behind those that are equal to it. */
    void add(QueuedMessage message) {
        put(Waiting.of(message, ++last));
    }

    /** Adds a message before those that are equal to it and were added since the last {@link #leaveGap}. */
    void addOverdue(QueuedMessage message) {
        put(Waiting.of(message, ++overdue));
    }

    /** Leaves a gap behind what is here, for messages that are older than those added from now on and come later. */
    void leaveGap() {
        overdue = last;
        last += GAP;
    }

    /** Adds messages that were taken before those that are equal to them, in the order in which they were taken. */
    void putBack(List<QueuedMessage> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            put(Waiting.of(taken.get(i), --first));
        }
    }

    /** Takes the first messages, at most so many. */
    List<QueuedMessage> take(int limit) {
        List<QueuedMessage> taken = new ArrayList<>();
        for (Turns<Waiting> queue : queues.values()) {
            while (taken.size() < limit && !queue.isEmpty()) {
                taken.add(queue.remove().message);
            }
        }
        size -= taken.size();
        return taken;
    }

    /** Takes all messages of some kind, wherever they stand. */
    List<QueuedMessage> takeAll(Predicate<QueuedMessage> kind) {
        List<QueuedMessage> taken = new ArrayList<>();
        List<Waiting> others = new ArrayList<>();
        for (Turns<Waiting> queue : queues.values()) {
            while (!queue.isEmpty()) {
                Waiting next = queue.remove();
                if (kind.test(next.message)) {
                    taken.add(next.message);
                } else {
                    others.add(next);
                }
            }
        }
        size = 0;
        others.forEach(this::put);
        return taken;
    }

    /** Says whether a message that is due goes before one that waits here because of its priority. */
    boolean isOutrankedBy(QueuedMessage message) {
        Priority own = message.schedule().priority();
        return queues.entrySet().stream()
                .anyMatch(each ->
                        own.compareTo(each.getKey()) < 0 && !each.getValue().isEmpty());
    }

    private void put(Waiting waiting) {
        Objects.requireNonNull(queues.get(waiting.message.schedule().priority()))
                .add(waiting);
        size++;
    }

    private record Waiting(Instant due, long arrival, QueuedMessage message) implements Comparable<Waiting> {
        static Waiting of(QueuedMessage message, long arrival) {
            return new Waiting(message.schedule().due(), arrival, message);
        }

        @Override
        public int compareTo(Waiting other) {
            int byTime = due.compareTo(other.due);
            return byTime == 0 ? Long.compare(arrival, other.arrival) : byTime;
        }
    }
}
