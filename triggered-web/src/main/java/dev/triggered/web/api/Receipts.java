package dev.triggered.web.api;

import dev.triggered.Explanation;
import dev.triggered.MessageId;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.SuppressionReason;
import dev.triggered.TriggerReceipt;
import dev.triggered.Verdict;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.web.json.Bytes;
import dev.triggered.web.json.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of triggers. */
final class Receipts {
    private Receipts() {}

    private static @Nullable String orNothing(String text) {
        return text.isEmpty() ? null : text;
    }

    /** What one stream or program said. */
    record AnswerView(
            @Field("Who was to be written to, as far as it may be shown")
            String recipient,

            @Field(value = "The stream that answered", optional = true) @Nullable
            String stream,

            @Field(value = "The program that answered", optional = true) @Nullable
            String program,

            @Field("What it said") Verdict verdict,

            @Field(value = "Why, where it refused", optional = true) @Nullable
            String reason,

            @Field(value = "The message that is kept, or that has the id", optional = true) @Nullable
            String message,

            @Field(value = "The enrolment that is kept, or that has the id", optional = true) @Nullable
            String enrolment,

            @Field(value = "What is missing, as paths of the data", optional = true) @Nullable
            List<String> missing,

            @Field(value = "Why the address is suppressed", optional = true) @Nullable
            SuppressionReason suppression) {
        static AnswerView of(TriggerReceipt.Answer answer) {
            return new AnswerView(
                    answer.recipient(),
                    orNothing(answer.stream()),
                    orNothing(answer.program()),
                    answer.verdict(),
                    orNothing(answer.reason()),
                    answer.messageId().map(MessageId::value).orElse(null),
                    answer.enrolmentId().map(EnrolmentId::value).orElse(null),
                    answer.missing().isEmpty() ? null : answer.missing(),
                    answer.suppression().orElse(null));
        }

        static List<AnswerView> of(List<TriggerReceipt.Answer> answers) {
            return answers.stream().map(AnswerView::of).toList();
        }
    }

    /** What was said of one trigger. */
    record ReceiptView(
            @Field("The event") String event,
            @Field("Whether nobody refused") boolean accepted,
            @Field("One answer of each stream and program") List<AnswerView> answers) {
        static ReceiptView of(TriggerReceipt receipt) {
            return new ReceiptView(receipt.event(), receipt.accepted(), AnswerView.of(receipt.answers()));
        }
    }

    /** Why a trigger was refused by all, as a problem. */
    record RefusalView(
            @Field("What the status says") String title,
            @Field("The status code") int status,
            @Field("What was wrong") String detail,
            @Field("One answer of each stream and program") List<AnswerView> answers) {}

    /** What was said of a batch. */
    record BatchView(
            @Field("The event") String event,
            @Field("Whether nobody refused") boolean accepted,

            @Field("What was said of each trigger, in the order of the batch")
            List<ResultView> results) {
        static BatchView of(TriggerReceipt receipt, int triggers) {
            List<List<AnswerView>> results = new ArrayList<>();
            for (int i = 0; i < triggers; i++) {
                results.add(new ArrayList<>());
            }
            receipt.answers().forEach(answer -> results.get(answer.index()).add(AnswerView.of(answer)));
            return new BatchView(
                    receipt.event(),
                    receipt.accepted(),
                    results.stream().map(ResultView::new).toList());
        }
    }

    /** What was said of one trigger of a batch. */
    record ResultView(
            @Field("One answer of each stream and program") List<AnswerView> answers) {}

    /** What a trigger would do. */
    record ExplanationView(
            @Field("The event") String event,
            @Field("What each stream and program would do") List<StepView> steps) {
        static ExplanationView of(Explanation explanation) {
            return new ExplanationView(
                    explanation.event(),
                    explanation.steps().stream().map(StepView::of).toList());
        }
    }

    /** What one stream or program would do. */
    record StepView(
            @Field("What it would say") AnswerView answer,

            @Field("The version of the stream, 0 for a program")
            int version,

            @Field(value = "The finished mail, as MIME", optional = true) @Nullable
            Bytes mime) {
        static StepView of(Explanation.Step step) {
            return new StepView(
                    AnswerView.of(step.answer()),
                    step.version(),
                    step.mime().map(Bytes::of).orElse(null));
        }
    }

    /** A mail that was rendered to be looked at. */
    record PreviewView(
            @Field("The subject") String subject,

            @Field("The HTML, empty for none; it holds what the data says, so show it in a sandboxed frame")
            String html,

            @Field("The text, empty for none") String text) {
        static PreviewView of(RenderedMail mail) {
            return new PreviewView(mail.subject(), mail.html(), mail.text());
        }
    }

    /** What became of a test send. */
    record TestSendView(
            @Field("How it ended") ResultName result,

            @Field("The relay, empty where none was reached")
            String relay,

            @Field("What the relay said, or what happened instead")
            String reply) {
        static TestSendView of(SendResult result) {
            return new TestSendView(
                    ResultName.of(result), result.relay(), result.reply().toString());
        }
    }

    /** How an attempt ended. */
    enum ResultName {
        ACCEPTED,
        DEFERRED,
        REFUSED,
        UNCERTAIN;

        static ResultName of(SendResult result) {
            if (result instanceof SendResult.Accepted) {
                return ACCEPTED;
            }
            if (result instanceof SendResult.Deferred) {
                return DEFERRED;
            }
            return result instanceof SendResult.Refused ? REFUSED : UNCERTAIN;
        }
    }
}
