package dev.triggered.spi;

import dev.triggered.Attempt;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import java.time.Instant;

/**
 * What became of a message that was claimed.
 *
 * <p>A store deletes what the mail of an ended message was made from at the time that its outcome says, and the values of secret paths
 * at once. A store in memory may delete it before.
 */
public sealed interface Outcome {
    /**
     * Returns which message.
     *
     * @return its id
     */
    MessageId id();

    /**
     * The message ended by an attempt.
     *
     * @param id which message
     * @param state the state that it ended in
     * @param attempt the attempt
     * @param keepUntil until when what its mail was made from is kept; {@link Instant#MIN} for not at all
     */
    record Ended(MessageId id, MessageState state, Attempt attempt, Instant keepUntil) implements Outcome {}

    /**
     * The message will be tried again.
     *
     * @param id which message
     * @param due when
     * @param attempt the attempt that was made
     */
    record Retried(MessageId id, Instant due, Attempt attempt) implements Outcome {}

    /**
     * The message ended without an attempt.
     *
     * @param id which message
     * @param state the state that it ended in
     * @param reason why
     * @param keepUntil as for {@link Ended}
     */
    record Dropped(MessageId id, MessageState state, String reason, Instant keepUntil) implements Outcome {}
}
