package dev.triggered.engine;

import dev.triggered.BroadcastProgress;
import dev.triggered.BroadcastProgress.Counts;
import dev.triggered.BroadcastProgress.Outlook;
import dev.triggered.BroadcastState;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.BroadcastStore.Standing;
import dev.triggered.spi.BroadcastStore.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Measures how fast the messages of a broadcast end, and estimates how it goes on. Used by one thread at a time. */
final class BroadcastMeter {
    private static final Duration WINDOW = Duration.ofSeconds(15);

    private Mark before;
    private Mark mark;

    BroadcastMeter(Instant now, long ended) {
        this.mark = new Mark(now, ended);
        this.before = mark;
    }

    /** Returns the progress of a broadcast that this process runs. */
    BroadcastProgress progress(Entry entry, long waiting, Instant now) {
        long ended = entry.tally().accepted() - waiting;
        double rate = rate(ended, now);
        if (Duration.between(mark.at, now).compareTo(WINDOW) >= 0) {
            before = mark;
            mark = new Mark(now, ended);
        }
        return progress(entry, waiting, rate);
    }

    private double rate(long ended, Instant now) {
        double seconds = Duration.between(before.at, now).toNanos() / 1e9;
        return seconds <= 0 ? 0 : Math.max(0, (ended - before.ended) / seconds);
    }

    /** Returns the progress of a broadcast at a rate. */
    static BroadcastProgress progress(Entry entry, long waiting, double rate) {
        Tally tally = entry.tally();
        Counts counts =
                new Counts(tally.rows(), tally.accepted(), tally.duplicates(), tally.rejected(), tally.suppressed());
        OptionalLong messages = messages(entry);
        long ended = Math.max(0, tally.accepted() - waiting);
        Optional<Duration> remaining = messages.isEmpty() || rate <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.round(Math.max(0, messages.getAsLong() - ended) / rate)));
        return new BroadcastProgress(state(entry.standing()), counts, waiting, new Outlook(rate, messages, remaining));
    }

    private static OptionalLong messages(Entry entry) {
        Tally tally = entry.tally();
        if (entry.standing().stage() == Stage.READ || entry.standing().stage() == Stage.CANCELLED) {
            return OptionalLong.of(tally.accepted());
        }
        return tally.position() > 0
                ? OptionalLong.of(Math.max(tally.accepted(), Math.round(fresh(tally) / tally.position())))
                : OptionalLong.empty();
    }

    /** Returns how many rows are written to, of those that were read: those that a run before had accepted are duplicates in this one. */
    private static long fresh(Tally tally) {
        return Math.min(tally.accepted(), tally.rows() - tally.rejected() - tally.suppressed());
    }

    /** Returns where a broadcast is. */
    static BroadcastState state(Standing standing) {
        return switch (standing.stage()) {
            case CANCELLED -> BroadcastState.CANCELLED;
            case FAILED -> BroadcastState.FAILED;
            case READ -> standing.waits() ? running(standing) : BroadcastState.DONE;
            case READING ->
                standing.owner() == 0 && !standing.paused() ? BroadcastState.INTERRUPTED : running(standing);
        };
    }

    private static BroadcastState running(Standing standing) {
        return standing.paused() ? BroadcastState.PAUSED : BroadcastState.RUNNING;
    }

    private record Mark(Instant at, long ended) {}
}
