package dev.triggered.web.api;

import dev.triggered.CancelVerdict;
import dev.triggered.KeptMail;
import dev.triggered.MessageId;
import dev.triggered.MessageQuery;
import dev.triggered.MessageState;
import dev.triggered.Messages;
import dev.triggered.Resent;
import dev.triggered.RetryVerdict;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.MessageViews.CancelView;
import dev.triggered.web.api.MessageViews.MailView;
import dev.triggered.web.api.MessageViews.MessageList;
import dev.triggered.web.api.MessageViews.MessageView;
import dev.triggered.web.api.MessageViews.RetryView;
import dev.triggered.web.api.MessageViews.VerdictView;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Problem;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The messages. */
final class MessageResource {
    private static final String ONE = "/messages/{message}";
    private static final int STANDARD_PAGE = 100;

    private final TriggeredMail mail;

    MessageResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/messages", this::search)
                        .named("searchMessages", "Finds messages, the newest first, a page at a time")
                        .query("recipient", "The address that was written to")
                        .query("stream", "The name of the stream")
                        .query("broadcast", "The id of the broadcast")
                        .query("state", "One of the states")
                        .query("from", "The time from which on they were accepted")
                        .query("until", "The time before which they were accepted")
                        .query("cursor", "The cursor that the page before named as next")
                        .query("limit", "How many at most, 1 to 1,000; 100 by default")
                        .answers(MessageList.class),
                Operation.get(ONE, this::find)
                        .named("getMessage", "Returns what became of a message, with every attempt and what came back")
                        .answers(MessageView.class),
                Operation.get(ONE + "/mail", this::mail)
                        .named(
                                "getMessageMail",
                                "Makes the mail of a message anew, to be looked at, as far as it is kept")
                        .answers(MailView.class),
                Operation.post(ONE + "/cancel", this::cancel)
                        .named("cancelMessage", "Ends a message that is not being sent yet")
                        .answers(CancelView.class)
                        .refuses(VerdictView.class),
                Operation.post(ONE + "/retry", this::retry)
                        .named("retryMessage", "Sends a message again that ended without being sent, as itself")
                        .answers(RetryView.class)
                        .refuses(VerdictView.class),
                Operation.post(ONE + "/resend", this::resend)
                        .named("resendMessage", "Sends a copy of a message that was sent")
                        .answers(RetryView.class)
                        .refuses(VerdictView.class));
    }

    private Reply search(Call call) {
        MessageQuery query = MessageQuery.all()
                .to(call.query("recipient").orElse(""))
                .of(call.query("stream").orElse(""))
                .ofBroadcast(call.query("broadcast").orElse(""))
                .acceptedBetween(
                        Inputs.time(call, "from").orElse(Instant.MIN),
                        Inputs.time(call, "until").orElse(Instant.MAX))
                .after(call.query("cursor").orElse(""))
                .limit(Inputs.number(call, "limit", STANDARD_PAGE));
        MessageQuery narrowed = Inputs.constant(call, "state", MessageState.class)
                .map(query::in)
                .orElse(query);
        return Reply.json(MessageList.of(mail.messages().search(narrowed)));
    }

    private Reply find(Call call) {
        return Reply.json(MessageView.of(mail.messages().find(id(call)).orElseThrow(Inputs.notFound("message"))));
    }

    private Reply mail(Call call) {
        KeptMail kept = mail.messages().mail(id(call));
        if (kept instanceof KeptMail.Withheld withheld) {
            throw new ProblemException(404, Refusals.why(withheld.reason()));
        }
        return Reply.json(MailView.of((KeptMail.Made) kept));
    }

    private Reply cancel(Call call) {
        CancelVerdict verdict = messages(call).cancel(id(call));
        return switch (verdict) {
            case CANCELLED -> Reply.json(new CancelView(verdict));
            case UNKNOWN_MESSAGE -> throw Inputs.notFound("message").get();
            case TOO_LATE, ENDED -> refused(verdict, Refusals.why(verdict));
        };
    }

    private Reply retry(Call call) {
        return sentAgain(new Resent(messages(call).retry(id(call)), Optional.empty()));
    }

    private Reply resend(Call call) {
        return sentAgain(messages(call).resend(id(call)));
    }

    private static Reply sentAgain(Resent resent) {
        RetryVerdict verdict = resent.verdict();
        if (verdict == RetryVerdict.UNKNOWN_MESSAGE) {
            throw Inputs.notFound("message").get();
        }
        return verdict.isDone() ? Reply.json(RetryView.of(resent)) : refused(verdict, Refusals.why(verdict));
    }

    private static Reply refused(Enum<?> verdict, String why) {
        return Problem.reply(409, new VerdictView(Problem.title(409), 409, why, verdict.name()));
    }

    private Messages messages(Call call) {
        return mail.messages().by(call.caller().name());
    }

    private static MessageId id(Call call) {
        try {
            return new MessageId(call.variable("message"));
        } catch (IllegalArgumentException e) {
            throw Inputs.notFound("message").get();
        }
    }
}
