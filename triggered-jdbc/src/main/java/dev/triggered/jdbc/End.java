package dev.triggered.jdbc;

import dev.triggered.Attempt;
import dev.triggered.MessageState;
import dev.triggered.spi.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a message ended, as columns.
 *
 * @param state the state that it ended in
 * @param reason why, where there was no attempt
 * @param keep until when what its mail was made from is kept
 * @param attempt the attempt that ended it
 */
record End(String state, String reason, Instant keep, Optional<Attempt> attempt) {
    /** Returns the end that an outcome is. */
    static End of(Outcome outcome) {
        if (outcome instanceof Outcome.Ended ended) {
            return new End(ended.state().name(), "", ended.keepUntil(), Optional.of(ended.attempt()));
        } else if (outcome instanceof Outcome.Dropped dropped) {
            return new End(dropped.state().name(), dropped.reason(), dropped.keepUntil(), Optional.empty());
        }
        throw new IllegalArgumentException("no end: " + outcome);
    }

    /** Says whether what a mail was made from goes when a result is recorded. */
    static boolean dropsContent(Statements.Result result) {
        return !(result.outcome() instanceof Outcome.Retried)
                && of(result.outcome()).keepUntil(result.now()).isEmpty();
    }

    boolean isSent() {
        return state.equals(MessageState.SENT.name());
    }

    /** Returns the time until which what its mail was made from is kept, or nothing where it goes at once. */
    OptionalLong keepUntil(long now) {
        long until = Times.toMicros(keep);
        return until > now ? OptionalLong.of(until) : OptionalLong.empty();
    }

    /** Returns the columns state, reason, keep_until, attempt, ended_at, result, relay, code, enhanced_status, reply and seq. */
    @Nullable
    Object[] columns(long seq, long now) {
        @Nullable Object[] columns = new @Nullable Object[11];
        columns[0] = state;
        columns[1] = reason;
        OptionalLong until = keepUntil(now);
        columns[2] = until.isPresent() ? until.getAsLong() : null;
        columns[4] = now;
        attempt.ifPresent(last -> System.arraycopy(Attempts.columns(last), 0, columns, 3, 7));
        columns[10] = seq;
        return columns;
    }
}
