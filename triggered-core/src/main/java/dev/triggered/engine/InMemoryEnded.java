package dev.triggered.engine;

import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.MessageId;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The messages that have ended, in bounded memory: those that ended first are forgotten first, and what their mails were made from
 * before that. Guarded by the outbox's lock.
 */
final class InMemoryEnded {
    private final Capacity capacity;
    private final Consumer<InMemoryEntry> whenForgotten;
    private final Map<MessageId, InMemoryEntry> entries = new LinkedHashMap<>();
    private final Map<MessageId, InMemoryEntry> kept = new LinkedHashMap<>();
    private long keptBytes;

    InMemoryEnded(Capacity capacity, Consumer<InMemoryEntry> whenForgotten) {
        this.capacity = capacity;
        this.whenForgotten = whenForgotten;
    }

    Optional<InMemoryEntry> find(MessageId id) {
        return Optional.ofNullable(entries.get(id));
    }

    Stream<InMemoryEntry> all() {
        return entries.values().stream();
    }

    /** Takes a message that has just ended, and lets go of what is too old or too much. */
    void add(InMemoryEntry entry, Instant now) {
        entries.put(entry.id(), entry);
        if (entry.keepsContent(now)) {
            kept.put(entry.id(), entry);
            keptBytes += entry.bytes();
        } else {
            entry.forgetContent();
        }
        Iterator<InMemoryEntry> oldest = entries.values().iterator();
        while (entries.size() > capacity.ended()) {
            InMemoryEntry forgotten = oldest.next();
            oldest.remove();
            letGo(forgotten);
            whenForgotten.accept(forgotten);
        }
        trim(now);
    }

    /** Gives up a message that waits again. */
    void remove(InMemoryEntry entry) {
        entries.remove(entry.id());
        letGo(entry);
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
