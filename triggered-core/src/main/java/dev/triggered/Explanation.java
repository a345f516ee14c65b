package dev.triggered;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger would do, without doing it: for each stream, who would be written to, by which version, which rule stops it,
 * and the finished mail.
 *
 * @param event the name of the event
 * @param steps one for each stream that listens, or a single one that says why no stream was reached
 */
public record Explanation(String event, List<Step> steps) {
    /**
     * Checks and copies the components.
     *
     * @param event as for the record
     * @param steps as for the record
     */
    public Explanation {
        steps = List.copyOf(steps);
    }

    /** What one stream would do. Immutable. */
    public static final class Step {
        private final TriggerReceipt.Answer answer;
        private final int version;
        private final byte @Nullable [] mime;

        /**
         * Creates the explanation of a refusal.
         *
         * @param answer the answer that the trigger would get
         * @param version the version of the stream; 0 where no stream was reached
         */
        public Step(TriggerReceipt.Answer answer, int version) {
            this.answer = answer;
            this.version = version;
            this.mime = null;
        }

        /**
         * Creates the explanation of a mail that would be sent.
         *
         * @param answer the answer that the trigger would get
         * @param version the version of the stream
         * @param mime the finished mail; copied
         */
        public Step(TriggerReceipt.Answer answer, int version, byte[] mime) {
            this.answer = answer;
            this.version = version;
            this.mime = mime.clone();
        }

        /**
         * Returns the answer that the trigger would get; the message id in it is never used again.
         *
         * @return the answer, with the rule that stops it
         */
        public TriggerReceipt.Answer answer() {
            return answer;
        }

        /**
         * Returns the version of the stream that would be sent.
         *
         * @return the version; 0 where no stream was reached
         */
        public int version() {
            return version;
        }

        /**
         * Returns the finished mail (RFC 5322).
         *
         * @return its bytes, or empty where a rule stops it
         */
        public Optional<byte[]> mime() {
            return Optional.ofNullable(mime).map(byte[]::clone);
        }

        @Override
        public String toString() {
            return answer + ", version " + version;
        }
    }
}
