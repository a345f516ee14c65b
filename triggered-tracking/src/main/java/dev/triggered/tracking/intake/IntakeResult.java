package dev.triggered.tracking.intake;

import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.tracking.ReadingKind;
import java.util.List;

/** What was done with a mail that came back. */
public sealed interface IntakeResult {
    /**
     * It is about messages that were sent, and was recorded.
     *
     * @param outcomes what was recorded: one where the mail names its message, one for each address where it does not
     */
    record Recorded(List<Outcome> outcomes) implements IntakeResult {
        /**
         * Checks and copies the components.
         *
         * @param outcomes as for the record
         */
        public Recorded {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * It came back, and is about no message that is known. It was {@linkplain dev.triggered.feedback.Feedback#keep kept} for somebody to
     * look at.
     *
     * @param summary what was read in it, on one line of at most 500 characters
     */
    record Unmatched(String summary) implements IntakeResult {}

    /**
     * Nothing follows from it: somebody is away, a mail was read, or is late.
     *
     * @param kind what it is
     */
    record Ignored(ReadingKind kind) implements IntakeResult {}

    /**
     * A report and what was done with it.
     *
     * @param report what was read in the mail
     * @param verdict what was done
     */
    record Outcome(FeedbackReport report, FeedbackVerdict verdict) {}
}
