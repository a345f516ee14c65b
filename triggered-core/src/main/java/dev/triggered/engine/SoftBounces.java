package dev.triggered.engine;

import dev.triggered.MessageId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The messages to each address that came back softly in a row, in memory, by when they were sent. Guarded by the outbox's lock. */
final class SoftBounces {
    private final Map<String, Map<MessageId, Instant>> rows = new HashMap<>();

    /** Counts a message, once. */
    void add(String address, MessageId message, Instant sentAt) {
        rows.computeIfAbsent(address, key -> new HashMap<>()).put(message, sentAt);
    }

    int count(String address) {
        return rows.getOrDefault(address, Map.of()).size();
    }

    /** Forgets those that were sent no later than one that has arrived. */
    void arrived(String address, Instant sentAt) {
        Map<MessageId, Instant> row = rows.get(address);
        if (row != null && row.values().removeIf(time -> !time.isAfter(sentAt)) && row.isEmpty()) {
            rows.remove(address);
        }
    }

    /** Forgets those to an address. */
    void forget(String address) {
        rows.remove(address);
    }
}
