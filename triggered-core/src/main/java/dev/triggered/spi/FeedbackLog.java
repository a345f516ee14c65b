package dev.triggered.spi;

import dev.triggered.EmailAddress;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came back for messages. It goes with its message when that is forgotten. Thread-safe.
 *
 * <p>A message comes back once in each {@linkplain Kind way}. What was recorded before changes nothing, with one exception: where no more
 * than an address proved it, a report in the same way with a better proof takes its place, and has the consequences that it brings.
 */
public interface FeedbackLog {
    /** How many responses to a message are kept. */
    int MOST_RESPONSES = 200;

    /** How many mails that are about no message are kept. */
    int MOST_UNMATCHED = 10_000;

    /**
     * Records that messages came back, each with its consequence: all of that or nothing. The state of a message that has ended becomes
     * {@link Filing#after what the report says}.
     *
     * @param filings the reports; of two on one message in the same way, the first one counts
     * @return what was done with each, in the same order
     */
    List<Filed> file(List<Filing> filings);

    /**
     * Records responses, all or nothing: those of messages that are known, up to {@link #MOST_RESPONSES} of each.
     *
     * @param responses the responses; one whose message has one with its key is left out
     */
    void record(List<Response> responses);

    /**
     * Finds the last message that was sent to an address, whether or not it came back.
     *
     * @param recipient the address; addresses are the same if their {@linkplain EmailAddress#key() keys} are
     * @param since from when on it has to be sent
     * @return the message, or empty if there is none that is kept
     */
    Optional<MessageInfo> lastSentTo(EmailAddress recipient, Instant since);

    /**
     * Keeps a mail, and forgets the oldest one where there are more than {@link #MOST_UNMATCHED}.
     *
     * @param mail the mail; one whose content is kept already is left out
     */
    void keep(UnmatchedMail mail);

    /**
     * Returns mails that were kept.
     *
     * @param before the number before which they are
     * @param limit the most mails, at least 1
     * @return the mails, the newest first
     */
    List<UnmatchedMail> unmatched(long before, int limit);

    /**
     * Forgets a mail that was kept.
     *
     * @param number its number
     * @return whether it was there
     */
    boolean forget(long number);

    /** The ways in which a message comes back. */
    enum Kind {
        /** For good. */
        HARD,
        /** For a reason that may pass. */
        SOFT,
        /** Because of who sent it, or of what it said. */
        BLOCK,
        /** Its recipient complained about it. */
        COMPLAINT;

        /** Returns the way in which a reason has a message come back, or empty where it does not. */
        private static Optional<Kind> of(FeedbackReport report) {
            if (report.reason() == BounceReason.COMPLAINT) {
                return Optional.of(COMPLAINT);
            }
            return report.bounceClass() == BounceClass.NOT_A_BOUNCE
                    ? Optional.empty()
                    : Optional.of(valueOf(report.bounceClass().name()));
        }
    }

    /**
     * A report that is to be recorded.
     *
     * @param report what came back
     * @param kind in which way
     * @param consequence what follows for the recipient of the message
     */
    record Filing(FeedbackReport report, Kind kind, Consequence consequence) {
        /**
         * Returns how a report is to be recorded.
         *
         * @param report what came back
         * @param consequence what follows from it
         * @return the filing
         * @throws IllegalArgumentException if the message did not come back
         */
        public static Filing of(FeedbackReport report, Consequence consequence) {
            Kind kind = Kind.of(report)
                    .orElseThrow(() -> new IllegalArgumentException("no message came back: " + report.reason()));
            return new Filing(report, kind, consequence);
        }

        /**
         * Says whether a report says that its message came back.
         *
         * @param report the report
         * @return {@code false} where it arrived, is still being tried, or was answered
         */
        public static boolean isDue(FeedbackReport report) {
            return Kind.of(report).isPresent();
        }

        /**
         * Says whether more than an address proves which message it is about.
         *
         * @return {@code false} for {@link Proof#ADDRESS}
         */
        public boolean isProven() {
            return report.origin().proof() != Proof.ADDRESS;
        }

        /**
         * Returns the state of the message once this is recorded.
         *
         * @param state the state before
         * @return {@link MessageState#COMPLAINED} or {@link MessageState#BOUNCED} for one that was sent, or may have been; else the same
         */
        public MessageState after(MessageState state) {
            boolean maybeSent = state == MessageState.SENT || state == MessageState.UNCERTAIN;
            if (kind == Kind.COMPLAINT) {
                return maybeSent || state == MessageState.BOUNCED ? MessageState.COMPLAINED : state;
            }
            return maybeSent ? MessageState.BOUNCED : state;
        }
    }

    /** What follows for the recipient of a message. */
    sealed interface Consequence {
        /** Nothing. */
        record None() implements Consequence {}

        /**
         * It is suppressed, for all streams.
         *
         * @param reason why
         * @param origin what stands in the suppression
         */
        record Suppressing(SuppressionReason reason, Suppression.Origin origin) implements Consequence {}

        /**
         * The message is counted among those to the address that came back in a row: none of the messages that were sent between two of them
         * has arrived. Once there are enough, the address is suppressed for {@link SuppressionReason#HARD_BOUNCE} and all streams, and they
         * count no more.
         *
         * @param limit how many are enough
         * @param sentBefore before when a message was sent that has arrived where it has not come back
         * @param origin what stands in the suppression
         */
        record Counting(int limit, Instant sentBefore, Suppression.Origin origin) implements Consequence {}
    }

    /**
     * What was done with a filing.
     *
     * @param verdict {@link FeedbackVerdict#RECORDED}, {@link FeedbackVerdict#SUPPRESSED}, {@link FeedbackVerdict#DUPLICATE} or
     *     {@link FeedbackVerdict#UNKNOWN_MESSAGE}
     * @param step the state that the message is in by it, where that is another one than before
     */
    record Filed(FeedbackVerdict verdict, Optional<MessageStep> step) {
        /**
         * Returns what was done where no message changed its state.
         *
         * @param verdict the verdict
         * @return the same without a step
         */
        public static Filed as(FeedbackVerdict verdict) {
            return new Filed(verdict, Optional.empty());
        }
    }
}
