package dev.triggered.engine;

import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.OverloadedException;
import java.time.Duration;
import java.util.List;

/** How much room the messages take that have not ended, in bounded memory. Guarded by the outbox's lock. */
final class InMemoryRoom {
    private final Capacity capacity;
    private int messages;
    private long bytes;

    InMemoryRoom(Capacity capacity) {
        this.capacity = capacity;
    }

    int messages() {
        return messages;
    }

    void take(InMemoryEntry entry) {
        messages++;
        bytes += entry.bytes();
    }

    void free(InMemoryEntry entry) {
        messages--;
        bytes -= entry.bytes();
    }

    boolean fits(Demand demand) {
        boolean room = messages + demand.messages <= capacity.messages() && bytes + demand.bytes <= capacity.bytes();
        return room || demand.messages == 0;
    }

    /** Says whether it would fit if there was nothing else. */
    boolean everFits(Demand demand) {
        return demand.messages <= capacity.messages() && demand.bytes <= capacity.bytes();
    }

    /** Returns for how long somebody waits for room, in nanoseconds. */
    long patience() {
        Duration time = capacity.patience();
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    OverloadedException overloaded(Demand demand) {
        return new OverloadedException("the store in memory holds " + messages + " of " + capacity.messages()
                + " messages and " + bytes + " of " + capacity.bytes() + " bytes and has no room for "
                + demand.messages + " more with " + demand.bytes
                + " bytes: trigger again later, or give it a larger capacity");
    }

    /** What some messages take. */
    record Demand(int messages, long bytes) {
        static Demand of(List<InMemoryEntry> entries) {
            return new Demand(
                    entries.size(),
                    entries.stream().mapToLong(InMemoryEntry::bytes).sum());
        }
    }
}
