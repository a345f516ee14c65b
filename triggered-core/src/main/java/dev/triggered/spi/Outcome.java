package dev.triggered.spi;

import dev.triggered.Attempt;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import java.time.Instant;

/** What became of a message that was claimed. */
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
     */
    record Ended(MessageId id, MessageState state, Attempt attempt) implements Outcome {}

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
     */
    record Dropped(MessageId id, MessageState state, String reason) implements Outcome {}
}
