package dev.triggered.engine;

import dev.triggered.MessageState;
import dev.triggered.spi.BroadcastStore.Waiting;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** How many messages of each broadcast are where, in memory. Thread-safe. */
final class BroadcastTallies {
    private final Map<Long, Tally> tallies = new HashMap<>();

    /** Counts a message that was accepted. */
    synchronized void accepted(InMemoryEntry entry) {
        of(entry).fresh++;
    }

    /** Counts an attempt that is followed by another one. */
    synchronized void retried(InMemoryEntry entry, boolean first) {
        if (first) {
            Tally tally = of(entry);
            tally.fresh--;
            tally.retried++;
        }
    }

    /** Counts an end. */
    synchronized void ended(InMemoryEntry entry, boolean first, MessageState state) {
        Tally tally = of(entry);
        if (first) {
            tally.fresh--;
        } else {
            tally.retried--;
        }
        tally.ends.merge(state, 1L, Long::sum);
    }

    /** Counts a message that has ended in its new state. */
    synchronized void cameBack(InMemoryEntry entry, MessageState before) {
        Tally tally = of(entry);
        tally.ends.merge(before, -1L, Long::sum);
        tally.ends.remove(before, 0L);
        tally.ends.merge(entry.state(), 1L, Long::sum);
    }

    synchronized Waiting waiting(long broadcast, int atMost) {
        Tally tally = tallies.getOrDefault(broadcast, new Tally());
        return new Waiting(Math.min(atMost, tally.fresh), Math.min(atMost, tally.retried));
    }

    synchronized Map<MessageState, Long> outcomes(long broadcast) {
        Tally tally = tallies.getOrDefault(broadcast, new Tally());
        Map<MessageState, Long> outcomes = new EnumMap<>(tally.ends);
        if (tally.fresh + tally.retried > 0) {
            outcomes.put(MessageState.QUEUED, tally.fresh + tally.retried);
        }
        return outcomes;
    }

    /** Returns the tally of a message's broadcast; one that nobody looks at for a message that is of none. */
    private Tally of(InMemoryEntry entry) {
        return entry.broadcast() == 0 ? new Tally() : tallies.computeIfAbsent(entry.broadcast(), key -> new Tally());
    }

    private static final class Tally {
        private final Map<MessageState, Long> ends = new EnumMap<>(MessageState.class);
        private long fresh;
        private long retried;
    }
}
