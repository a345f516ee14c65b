package dev.triggered.web.page;

import dev.triggered.Attempt;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.SendResult;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages, and what became of one. */
final class MessagePages {
    private final TriggeredMail mail;

    MessagePages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(frame.look("/messages", this::search), frame.look("/messages/{message}", this::one));
    }

    private Reply search(View view) {
        String id = view.query("id");
        Optional<MessageHistory> found = find(id);
        if (found.isPresent()) {
            return Reply.of(303).header("Location", view.path("messages", id));
        }
        return view.show(
                "messages", view.texts().of("messages.title"), JsonObjects.of("id", id, "unknown", !id.isEmpty()));
    }

    private Optional<MessageHistory> find(String id) {
        try {
            return mail.messages().find(new MessageId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Reply one(View view) {
        MessageHistory history = find(view.call().variable("message")).orElseThrow(View.notFound("message"));
        Map<String, Object> model = JsonObjects.of("id", history.message().id().value());
        model.put("state", view.texts().of(history.state()));
        model.put("recipient", history.message().recipient().toString());
        String stream = history.message().stream();
        model.put("stream", view.link(stream, "streams", stream));
        model.put("version", view.texts().number(history.message().version()));
        model.put("acceptedAt", View.time(history.acceptedAt()));
        model.put("purpose", view.texts().of(history.note().purpose()));
        model.put("optIn", view.texts().of(history.note().optIn()));
        model.put("bypassed", history.note().bypassedOptIn());
        model.put("reason", history.note().reason());
        model.put(
                "attempts",
                history.attempts().stream().map(attempt -> row(view, attempt)).toList());
        return view.show("message", view.texts().of("message.title"), model);
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
