package dev.triggered.web.api;

import dev.triggered.MessageId;
import dev.triggered.Messages;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.tracking.ReadingKind;
import dev.triggered.tracking.intake.IntakeResult;
import dev.triggered.tracking.intake.IntakeResult.Ignored;
import dev.triggered.tracking.intake.IntakeResult.Outcome;
import dev.triggered.tracking.intake.IntakeResult.Recorded;
import dev.triggered.tracking.intake.IntakeResult.Unmatched;
import dev.triggered.web.api.MessageViews.FeedbackView;
import dev.triggered.web.json.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done with a mail that came back, as documents. */
final class IntakeViews {
    private IntakeViews() {}

    /** What was done with a mail. */
    enum IntakeOutcome {
        RECORDED,
        UNMATCHED,
        IGNORED
    }

    /** A mail that came back. */
    record IntakeView(
            @Field(
                    "RECORDED where it is about messages, UNMATCHED where it is kept as it is about none that is known, or IGNORED"
                            + " where nothing follows")
            IntakeOutcome outcome,

            @Field("What was recorded: one where the mail names its message, one for each address where it does not")
            List<IntakeReportView> reports,

            @Field(value = "What was read in it, where it is about no message", optional = true) @Nullable
            String summary,

            @Field(value = "What it is, where nothing follows", optional = true) @Nullable
            ReadingKind kind) {
        static IntakeView of(IntakeResult result, Messages messages) {
            if (result instanceof Recorded recorded) {
                List<IntakeReportView> reports = recorded.outcomes().stream()
                        .map(outcome -> IntakeReportView.of(outcome, messages))
                        .toList();
                return new IntakeView(IntakeOutcome.RECORDED, reports, null, null);
            }
            if (result instanceof Unmatched unmatched) {
                return new IntakeView(IntakeOutcome.UNMATCHED, List.of(), unmatched.summary(), null);
            }
            return new IntakeView(IntakeOutcome.IGNORED, List.of(), null, ((Ignored) result).kind());
        }
    }

    /** What was recorded of a message. */
    record IntakeReportView(
            @Field("The id of the message") String message,

            @Field(value = "To whom it was, where it is still kept", optional = true) @Nullable
            String recipient,

            @Field("The enhanced status code, empty where none is told")
            String enhancedStatus,

            @Field("What stands in its story") FeedbackView report,
            @Field("What was done") FeedbackVerdict verdict) {
        static IntakeReportView of(Outcome outcome, Messages messages) {
            MessageId message = outcome.report().message();
            return new IntakeReportView(
                    message.value(),
                    messages.find(message)
                            .map(history -> history.message().recipient().toString())
                            .orElse(null),
                    outcome.report().reply().enhancedStatus(),
                    FeedbackView.of(outcome.report()),
                    outcome.verdict());
        }
    }
}
