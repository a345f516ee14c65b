package dev.triggered.engine;

import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The messages that have ended, in bounded memory: those that ended first are forgotten first, and what their mails were made from
 * before that. One whose stream keeps it no longer is not found any more. Guarded by the outbox's lock.
 */
final class InMemoryEnded {
    private final Capacity capacity;
    private final Consumer<InMemoryEntry> whenForgotten;
    private final Map<MessageId, InMemoryEntry> entries = new LinkedHashMap<>();
    private final Map<String, Collection<InMemoryEntry>> byAddress = new HashMap<>();
    private final Map<MessageId, InMemoryEntry> kept = new LinkedHashMap<>();
    private Map<Long, Duration> times = Map.of();
    private long keptBytes;

    InMemoryEnded(Capacity capacity, Consumer<InMemoryEntry> whenForgotten) {
        this.capacity = capacity;
        this.whenForgotten = whenForgotten;
    }

    /** Says for how long messages of streams are kept; those of others are until there are too many. */
    void retain(Map<Long, Duration> newTimes) {
        times = Map.copyOf(newTimes);
    }

    Optional<InMemoryEntry> find(MessageId id, Instant now) {
        InMemoryEntry entry = entries.get(id);
        if (entry != null && isOver(entry, now)) {
            forget(entry);
            return Optional.empty();
        }
        return Optional.ofNullable(entry);
    }

    Stream<InMemoryEntry> all(Instant now) {
        return entries.values().stream().filter(entry -> !isOver(entry, now));
    }

    /** Returns the messages to an address, by its key. */
    Stream<InMemoryEntry> to(String address, Instant now) {
        List<InMemoryEntry> those = List.copyOf(byAddress.getOrDefault(address, List.of()));
        those.stream().filter(entry -> isOver(entry, now)).forEach(this::forget);
        return those.stream().filter(entry -> !isOver(entry, now));
    }

    /** Takes a message that has just ended, and lets go of what is too old or too much. */
    void add(InMemoryEntry entry, Instant now) {
        entries.put(entry.id(), entry);
        byAddress.computeIfAbsent(addressOf(entry), key -> new ArrayDeque<>(1)).add(entry);
        if (entry.keepsContent(now)) {
            kept.put(entry.id(), entry);
            keptBytes += entry.bytes();
        } else {
            entry.forgetContent();
        }
        while (entries.size() > capacity.ended()) {
            forget(entries.values().iterator().next());
        }
        trim(now);
    }

    /** Gives up a message that waits again. */
    void remove(InMemoryEntry entry) {
        entries.remove(entry.id());
        byAddress.computeIfPresent(addressOf(entry), (key, those) -> {
            those.remove(entry);
            return those.isEmpty() ? null : those;
        });
        letGo(entry);
    }

    private void forget(InMemoryEntry entry) {
        remove(entry);
        whenForgotten.accept(entry);
    }

    private boolean isOver(InMemoryEntry entry, Instant now) {
        Duration time = times.get(entry.place().stream());
        return time != null && Duration.between(entry.deadAt(), now).compareTo(time) > 0;
    }

    private static String addressOf(InMemoryEntry entry) {
        return entry.info().recipient().key();
    }

    private void trim(Instant now) {
        Iterator<InMemoryEntry> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            InMemoryEntry entry = oldest.next();
            if (keptBytes <= capacity.bytes() && entry.keepsContent(now)) {
                return;
            }
            oldest.remove();
            keptBytes -= entry.bytes();
            entry.forgetContent();
        }
    }

    private void letGo(InMemoryEntry entry) {
        if (kept.remove(entry.id()) != null) {
            keptBytes -= entry.bytes();
        }
    }
}
