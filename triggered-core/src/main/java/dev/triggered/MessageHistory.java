package dev.triggered;

import dev.triggered.feedback.Aftermath;
import java.time.Instant;
import java.util.List;

/**
 * What is known of one message: where it is in its life, each attempt to send it, and what came back.
 *
 * @param message which message
 * @param state where it is now
 * @param acceptedAt when it was accepted
 * @param attempts the attempts, the first one first
 * @param note what there is to say beyond the attempts
 */
public record MessageHistory(
        MessageInfo message, MessageState state, Instant acceptedAt, List<Attempt> attempts, Note note) {
    /**
     * Checks and copies the components.
     *
     * @param message as for the record
     * @param state as for the record
     * @param acceptedAt as for the record
     * @param attempts as for the record
     * @param note as for the record
     */
    public MessageHistory {
        attempts = List.copyOf(attempts);
    }

    /**
     * What a history says beyond its attempts.
     *
     * @param reason why the message ended without an attempt; empty where it did not
     * @param purpose why the stream writes
     * @param optIn whether the contact had agreed to marketing when the message was accepted
     * @param aftermath what came back
     */
    public record Note(String reason, Purpose purpose, MarketingOptIn optIn, Aftermath aftermath) {
        /**
         * Creates a note on a message for which nothing came back.
         *
         * @param reason as for the record
         * @param purpose as for the record
         * @param optIn as for the record
         */
        public Note(String reason, Purpose purpose, MarketingOptIn optIn) {
            this(reason, purpose, optIn, Aftermath.none());
        }

        /**
         * Says whether the message went past the marketing opt-in, for its {@link #purpose()}.
         *
         * @return {@code true} unless the contact had agreed to marketing
         */
        public boolean bypassedOptIn() {
            return optIn != MarketingOptIn.GIVEN;
        }
    }
}
