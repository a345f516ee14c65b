package dev.triggered.web.page;

import dev.triggered.EmailAddress;
import dev.triggered.MessageHistory;
import dev.triggered.MessagePage;
import dev.triggered.MessageQuery;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.TriggeredException;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages, found by whom they go to, their stream, state and time. */
final class MessageSearch {
    private static final int PAGE = 50;

    /** What is asked for in place of a state: what has not ended, whether it waits, is held or is being sent. */
    private static final String OPEN = "OPEN";

    private final TriggeredMail mail;

    MessageSearch(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(frame.look("/messages", this::search));
    }

    /** Returns the address of the page that has all messages to somebody. */
    static String to(View view, EmailAddress recipient) {
        return view.path("messages") + "?recipient=" + View.encoded(recipient.toString());
    }

    /** Returns the address of the page that has the messages of a broadcast. */
    static String ofBroadcast(View view, String id) {
        return view.path("messages") + "?broadcast=" + View.encoded(id);
    }

    /** Returns what is asked for to find messages that are counted as being in a state. */
    static String among(MessageState counted) {
        return counted == MessageState.QUEUED ? OPEN : counted.name();
    }

    /** An id leads to its message at once. */
    private Reply search(View view) {
        String recipient = view.query("recipient");
        Optional<MessageHistory> named = MessagePages.find(mail, recipient);
        if (named.isPresent()) {
            return Reply.of(303).header("Location", view.path("messages", recipient));
        }
        MessageQuery query = narrowed(view);
        try {
            query = recipient.isEmpty() ? query : query.to(recipient);
        } catch (TriggeredException | IllegalArgumentException e) {
            return show(view, new MessagePage(List.of(), ""), view.texts().of("messages.noRecipient"))
                    .status(422);
        }
        return show(view, mail.messages().search(query), "");
    }

    private static MessageQuery narrowed(View view) {
        MessageQuery query = MessageQuery.all()
                .of(view.query("stream"))
                .ofBroadcast(view.query("broadcast"))
                .acceptedBetween(
                        Moments.read(view.query("from"), Instant.MIN), Moments.read(view.query("until"), Instant.MAX))
                .after(view.query("cursor"))
                .limit(PAGE);
        if (view.query("state").equals(OPEN)) {
            return query.in(MessageState.QUEUED, MessageState.HELD, MessageState.SENDING);
        }
        return View.constant(MessageState.class, view.query("state"))
                .map(query::in)
                .orElse(query);
    }

    private static Reply show(View view, MessagePage page, String fault) {
        Map<String, Object> model = JsonObjects.of("fault", fault);
        model.put(
                "messages",
                page.messages().stream().map(each -> row(view, each)).toList());
        model.put("next", page.hasNext() ? view.onwards(page.next()) : "");
        model.put("recipient", view.query("recipient"));
        model.put("stream", view.query("stream"));
        model.put("broadcast", view.query("broadcast"));
        model.put("from", Moments.field(view.query("from")));
        model.put("until", Moments.field(view.query("until")));
        model.put(
                "filtered",
                Stream.of("recipient", "stream", "broadcast", "state", "from", "until")
                        .anyMatch(name -> !view.query(name).isEmpty()));
        model.put("states", states(view));
        return view.show("messages", view.texts().of("messages.title"), model);
    }

    private static List<Map<String, Object>> states(View view) {
        String asked = view.query("state");
        Map<String, Object> open =
                JsonObjects.of("code", OPEN, "text", view.texts().of("messages.open"), "chosen", asked.equals(OPEN));
        return Stream.concat(
                        Stream.of(open),
                        view.options(MessageState.class, asked).stream()
                                .filter(option -> !MessageState.DEFERRED.name().equals(option.get("code"))))
                .toList();
    }

    private static Map<String, Object> row(View view, MessageSummary summary) {
        String stream = summary.message().stream();
        return JsonObjects.of(
                "link",
                view.link(
                        summary.message().recipient().toString(),
                        "messages",
                        summary.message().id().value()),
                "stream",
                view.link(stream, "streams", stream),
                "state",
                view.texts().of(summary.state()),
                "version",
                view.texts().number(summary.message().version()),
                "at",
                View.time(summary.acceptedAt()));
    }
}
