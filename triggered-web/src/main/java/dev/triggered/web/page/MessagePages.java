package dev.triggered.web.page;

import dev.triggered.Attempt;
import dev.triggered.CancelVerdict;
import dev.triggered.KeptMail;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.Messages;
import dev.triggered.Resent;
import dev.triggered.RetryVerdict;
import dev.triggered.SendResult;
import dev.triggered.TriggeredException;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a message, and what can be done about it. */
final class MessagePages {
    private static final String ONE = "/messages/{message}";

    private final TriggeredMail mail;

    MessagePages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look(ONE, view -> show(view, named(view), "")),
                frame.look(ONE + "/mail", this::body),
                frame.change(ONE + "/cancel", this::cancel),
                frame.change(ONE + "/retry", this::retry),
                frame.change(ONE + "/resend", this::resend));
    }

    static Optional<MessageHistory> find(TriggeredMail mail, String id) {
        try {
            return mail.messages().find(new MessageId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private MessageHistory named(View view) {
        return find(mail, view.call().variable("message")).orElseThrow(View.notFound("message"));
    }

    private Reply show(View view, MessageHistory history, String refusal) {
        MessageId id = history.message().id();
        Map<String, Object> model = JsonObjects.of("id", id.value(), "refusal", refusal);
        model.put("path", view.path("messages", id.value()));
        model.put("state", view.texts().of(history.state()));
        model.put("recipient", history.message().recipient().toString());
        model.put("others", MessageSearch.to(view, history.message().recipient()));
        String stream = history.message().stream();
        model.put("stream", view.link(stream, "streams", stream));
        model.put("version", view.texts().number(history.message().version()));
        model.put("acceptedAt", View.time(history.acceptedAt()));
        model.put("reason", history.note().reason());
        model.putAll(note(view, history.note()));
        KeptBody kept = KeptBody.of(mail, id);
        model.put("can", kept.actions(history.state()));
        model.put("mail", kept.model(view));
        model.put(
                "attempts",
                history.attempts().stream().map(each -> row(view, each)).toList());
        model.putAll(CameBack.model(view, history.note().aftermath()));
        return view.show("message", view.texts().of("message.title"), model);
    }

    private static Map<String, Object> note(View view, MessageHistory.Note note) {
        List<Map<String, Object>> originals =
                note.original().map(original -> view.link(original.value(), "messages", original.value())).stream()
                        .toList();
        return JsonObjects.of(
                "purpose",
                view.texts().of(note.purpose()),
                "optIn",
                view.texts().of(note.optIn()),
                "bypassed",
                note.bypassedOptIn(),
                "originals",
                originals);
    }

    private static Map<String, Object> row(View view, Attempt attempt) {
        SendResult result = attempt.result();
        return JsonObjects.of(
                "number",
                view.texts().number(attempt.number()),
                "at",
                View.time(attempt.at()),
                "result",
                view.texts().of(Result.of(result)),
                "relay",
                result.relay(),
                "reply",
                result.reply().toString());
    }

    private Reply body(View view) {
        MessageId id = named(view).message().id();
        return PreviewPages.framed(view, () -> {
            KeptMail kept = mail.messages().mail(id);
            if (kept instanceof KeptMail.Made made) {
                return made.mail();
            }
            KeptMail.Reason reason = ((KeptMail.Withheld) kept).reason();
            throw new TriggeredException(KeptBody.why(view, reason));
        });
    }

    private Reply cancel(View view) {
        MessageHistory history = named(view);
        CancelVerdict verdict = messages(view).cancel(history.message().id());
        return verdict == CancelVerdict.CANCELLED
                ? view.go("cancelled", "messages", history.message().id().value())
                : refused(view, verdict);
    }

    private Reply retry(View view) {
        MessageHistory history = named(view);
        RetryVerdict verdict = messages(view).retry(history.message().id());
        return verdict.isDone()
                ? view.go(done(verdict), "messages", history.message().id().value())
                : refused(view, verdict);
    }

    private Reply resend(View view) {
        MessageHistory history = named(view);
        Resent resent = messages(view).resend(history.message().id());
        return resent.copy()
                .map(copy -> view.go("resent", "messages", copy.value()))
                .orElseGet(() -> refused(view, resent.verdict()));
    }

    private static String done(RetryVerdict verdict) {
        return verdict == RetryVerdict.HELD ? "held" : "retried";
    }

    /** Shows the message as it is now, with what was in the way. */
    private Reply refused(View view, Enum<?> verdict) {
        String why =
                view.texts().of("message.not") + " " + view.texts().of(verdict).get("text");
        return show(view, named(view), why + ".").status(409);
    }

    private Messages messages(View view) {
        return mail.messages().by(view.who());
    }

    /** How an attempt ended. */
    enum Result {
        ACCEPTED,
        DEFERRED,
        REFUSED,
        UNCERTAIN;

        static Result of(SendResult result) {
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
