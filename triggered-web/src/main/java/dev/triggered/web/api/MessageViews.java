package dev.triggered.web.api;

import dev.triggered.Attempt;
import dev.triggered.CancelVerdict;
import dev.triggered.KeptMail;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.Purpose;
import dev.triggered.Resent;
import dev.triggered.RetryVerdict;
import dev.triggered.SendResult;
import dev.triggered.feedback.Aftermath;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.web.api.Receipts.ResultName;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as documents. */
final class MessageViews {
    private MessageViews() {}

    /** A page of messages. */
    record MessageList(
            @Field("The messages, the newest first") List<SummaryView> messages,

            @Field(
                    value = "The cursor of the next page, where there is one; this page may have fewer than asked for",
                    optional = true)
            @Nullable
            String next) {
        static MessageList of(MessagePage page) {
            return new MessageList(
                    page.messages().stream().map(SummaryView::of).toList(), page.hasNext() ? page.next() : null);
        }
    }

    /** A message in a list. */
    record SummaryView(
            @Field("Its id") String id,
            @Field("The stream") String stream,

            @Field("The version of the stream that it was triggered with")
            int version,

            @Field("The address") String recipient,
            @Field("What has become of it") MessageState state,
            @Field("When it was accepted") Instant acceptedAt) {
        static SummaryView of(MessageSummary summary) {
            return new SummaryView(
                    summary.message().id().value(),
                    summary.message().stream(),
                    summary.message().version(),
                    summary.message().recipient().toString(),
                    summary.state(),
                    summary.acceptedAt());
        }
    }

    /** A message. */
    record MessageView(
            @Field("Its id") String id,
            @Field("The stream") String stream,

            @Field("The version of the stream that it was triggered with")
            int version,

            @Field("The address") String recipient,
            @Field("What has become of it") MessageState state,
            @Field("When it was accepted") Instant acceptedAt,

            @Field("What was tried, the first attempt first")
            List<AttemptView> attempts,

            @Field("What stands on record beside that") NoteView note,
            @Field("What came back for it") AftermathView aftermath) {
        static MessageView of(MessageHistory history) {
            return new MessageView(
                    history.message().id().value(),
                    history.message().stream(),
                    history.message().version(),
                    history.message().recipient().toString(),
                    history.state(),
                    history.acceptedAt(),
                    history.attempts().stream().map(AttemptView::of).toList(),
                    new NoteView(
                            history.note().reason(),
                            history.note().purpose(),
                            history.note().optIn(),
                            history.note().original().map(MessageId::value).orElse(null)),
                    AftermathView.of(history.note().aftermath()));
        }
    }

    /** An attempt. */
    record AttemptView(
            @Field("Its number, from 1") int number,
            @Field("When it ended") Instant at,
            @Field("How it ended") ResultName result,

            @Field("The relay, empty where none was reached")
            String relay,

            @Field("What the relay said, or what happened instead")
            String reply) {
        static AttemptView of(Attempt attempt) {
            SendResult result = attempt.result();
            return new AttemptView(
                    attempt.number(),
                    attempt.at(),
                    ResultName.of(result),
                    result.relay(),
                    result.reply().toString());
        }
    }

    /** What stands on record of a message. */
    record NoteView(
            @Field("Why it ended, where no attempt says so; maybe empty")
            String reason,

            @Field("Why the stream wrote") Purpose purpose,

            @Field("Whether the contact had opted in to marketing, which was ignored")
            MarketingOptIn optIn,

            @Field(value = "The message of which this one is a copy, where it is one", optional = true) @Nullable
            String original) {}

    /** What came back for a message. */
    record AftermathView(
            @Field("The bounces and complaints, the first one first")
            List<FeedbackView> reports,

            @Field("The opens and clicks, by their time") List<ResponseView> responses) {
        static AftermathView of(Aftermath aftermath) {
            return new AftermathView(
                    aftermath.reports().stream().map(FeedbackView::of).toList(),
                    aftermath.responses().stream().map(ResponseView::of).toList());
        }
    }

    /** A bounce, a complaint, or another notice. */
    record FeedbackView(
            @Field("Why it came back, or what came instead of a bounce")
            BounceReason reason,

            @Field("What that means for the address") BounceClass bounceClass,

            @Field("What a server said; it may have said nothing")
            String reply,

            @Field("How it is known which message it is about")
            FeedbackReport.Proof proof,

            @Field("The server that reports, empty where none is named")
            String host,

            @Field("When it came") Instant at) {
        static FeedbackView of(FeedbackReport report) {
            return new FeedbackView(
                    report.reason(),
                    report.bounceClass(),
                    report.reply().toString(),
                    report.origin().proof(),
                    report.origin().host(),
                    report.origin().at());
        }
    }

    /** An open or a click. */
    record ResponseView(
            @Field("Which link was followed, from 1 on in the order of the mail; 0 for an open")
            int link,

            @Field("When") Instant at,

            @Field("Who it was, as far as it can be told") Responder by,

            @Field("Roughly with what") ClientFamily client) {
        static ResponseView of(Response response) {
            return new ResponseView(response.link(), response.at(), response.by(), response.client());
        }
    }

    /** The mail of a message, made anew. */
    record MailView(
            @Field("The version of the stream that it was made from")
            int version,

            @Field("The subject") String subject,

            @Field("The HTML, empty where there is none; show it in a sandboxed frame")
            String html,

            @Field("The text, empty where there is none") String text) {
        static MailView of(KeptMail.Made made) {
            return new MailView(
                    made.version(),
                    made.mail().subject(),
                    made.mail().html(),
                    made.mail().text());
        }
    }

    /** What became of the wish to cancel a message. */
    record CancelView(@Field("What became of it") CancelVerdict verdict) {}

    /** What became of the wish to send a message again. */
    record RetryView(
            @Field("What became of it") RetryVerdict verdict,

            @Field(value = "The message that goes out in its place, where it is a copy", optional = true) @Nullable
            String copy) {
        static RetryView of(Resent resent) {
            return new RetryView(
                    resent.verdict(), resent.copy().map(MessageId::value).orElse(null));
        }
    }

    /** Why a message is not cancelled, or not sent again: a problem document with a verdict. */
    record VerdictView(
            @Field("What the status says") String title,
            @Field("The status code") int status,
            @Field("What was wrong, and what to do") String detail,

            @Field("What became of it, one of the verdicts that the operation answers")
            String verdict) {}
}
