package dev.triggered;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a broadcast has come. Where another process runs it, or none does, the counts are those that it has put on record last.
 *
 * @param state where it is
 * @param counts what became of the rows that were read
 * @param waiting how many of its messages have not ended, up to some tens of thousands
 * @param outlook how it goes on
 */
public record BroadcastProgress(BroadcastState state, Counts counts, long waiting, Outlook outlook) {
    /**
     * Returns how many of its messages have ended: sent, as a rule; {@link Broadcast#outcomes} tells them apart.
     *
     * @return the number
     */
    public long ended() {
        return Math.max(0, counts.accepted - waiting);
    }

    /**
     * Returns which part of it is done.
     *
     * @return from 0 to 1; empty where nobody knows how many recipients there are
     */
    public OptionalDouble fraction() {
        if (state == BroadcastState.DONE) {
            return OptionalDouble.of(1);
        }
        if (outlook.messages.isEmpty()) {
            return OptionalDouble.empty();
        }
        long all = outlook.messages.getAsLong();
        return OptionalDouble.of(all == 0 ? 0 : Math.min(1, (double) ended() / all));
    }

    /**
     * What became of rows. Those of an address that was accepted in an earlier run, before an interruption, count as accepted once and
     * as duplicates when they are read again.
     *
     * @param rows how many were read in this run
     * @param accepted how many messages were accepted, in earlier runs too
     * @param duplicates how many had an address that was accepted before
     * @param rejected how many nobody can be written to by: see {@link BroadcastOptions#onRejected}
     * @param suppressed how many had an address that must not be written to
     */
    public record Counts(long rows, long accepted, long duplicates, long rejected, long suppressed) {}

    /**
     * How it goes on, by what was seen so far.
     *
     * @param perSecond how many messages end in a second, over the last half minute or so; 0 where nobody knows
     * @param messages how many messages there will be, estimated from the part of the source that was read, or from the number of
     *     rows that was {@linkplain Recipients#expecting expected}; exact when all rows were read
     * @param remaining how long it takes at that rate until all have ended
     */
    public record Outlook(double perSecond, OptionalLong messages, Optional<Duration> remaining) {}
}
