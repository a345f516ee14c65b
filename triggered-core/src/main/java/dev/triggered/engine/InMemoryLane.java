package dev.triggered.engine;

import dev.triggered.Priority;
import dev.triggered.spi.LaneQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The messages of one lane that wait in memory, by priority and by turn. Guarded by the outbox's lock. */
final class InMemoryLane {
    private final Map<Priority, Turns<InMemoryEntry>> queues = new EnumMap<>(Priority.class);

    InMemoryLane() {
        for (Priority priority : Priority.values()) {
            queues.put(priority, new Turns<>());
        }
    }

    void add(InMemoryEntry entry) {
        Objects.requireNonNull(queues.get(entry.priority())).add(entry);
    }

    boolean isEmpty() {
        return queues.values().stream().allMatch(Turns::isEmpty);
    }

    /** Takes what is due: of the highest priority first, and of one priority what is due longest. */
    List<InMemoryEntry> take(Instant now, int limit) {
        List<InMemoryEntry> taken = new ArrayList<>();
        for (Turns<InMemoryEntry> queue : queues.values()) {
            while (taken.size() < limit
                    && !queue.isEmpty()
                    && !queue.first().due().isAfter(now)) {
                taken.add(queue.remove());
            }
        }
        return taken;
    }

    /** Takes messages that are wanted, whether they are due or not, at most so many. */
    List<InMemoryEntry> take(Predicate<InMemoryEntry> wanted, int limit) {
        List<InMemoryEntry> taken = queues.values().stream()
                .flatMap(Turns::stream)
                .filter(wanted)
                .limit(limit)
                .toList();
        queues.values().forEach(queue -> queue.removeAll(taken));
        return taken;
    }

    /** Counts what waits, and says when the first message is due, of whatever priority. */
    LaneQueue queue(int most) {
        Optional<Instant> firstDue = queues.values().stream()
                .filter(queue -> !queue.isEmpty())
                .map(queue -> queue.first().due())
                .min(Comparator.naturalOrder());
        int waiting = queues.values().stream().mapToInt(Turns::size).sum();
        return new LaneQueue(Math.min(most, waiting), firstDue);
    }
}
