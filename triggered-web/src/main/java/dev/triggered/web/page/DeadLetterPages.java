package dev.triggered.web.page;

import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageState;
import dev.triggered.RetryCounts;
import dev.triggered.RetryVerdict;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The messages that ended without being sent, and what sends them again. */
final class DeadLetterPages {
    private static final String ALL = "/dead-letters";
    private static final int PAGE = 50;
    private static final int MOST = 1_000;
    private static final List<String> FIELDS = List.of("stream", "state", "saying", "code", "status", "from", "until");

    private final TriggeredMail mail;

    DeadLetterPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(frame.look(ALL, this::search), frame.change(ALL + "/retry", this::retry));
    }

    private Reply search(View view) {
        DeadLetterQuery query = query(view::query).after(view.query("cursor")).limit(PAGE);
        DeadLetterPage page = mail.messages().deadLetters(query);
        return show(view, view::query, page, page.hasNext() ? view.onwards(page.next()) : "", Map.of());
    }

    /** Says on the page how many wait again, and why others do not; shows what is left. */
    private Reply retry(View view) {
        DeadLetterQuery query = query(view::field);
        RetryCounts counts = mail.messages().by(view.who()).retryAll(query, MOST);
        DeadLetterPage left = mail.messages().deadLetters(query.limit(PAGE));
        return show(view, view::field, left, left.hasNext() ? more(view) : "", result(view, counts, left));
    }

    private static Map<String, Object> result(View view, RetryCounts counts, DeadLetterPage left) {
        List<Map<String, Object>> refusals = Arrays.stream(RetryVerdict.values())
                .filter(verdict -> !verdict.isDone() && counts.of(verdict) > 0)
                .map(verdict -> JsonObjects.of(
                        "count",
                        view.texts().number(counts.of(verdict)),
                        "why",
                        view.texts().of(verdict)))
                .toList();
        return JsonObjects.of(
                "revived",
                view.texts().number(counts.revived()),
                "refusals",
                refusals,
                "more",
                counts.revived() >= MOST && !left.letters().isEmpty());
    }

    private static DeadLetterQuery query(UnaryOperator<String> values) {
        DeadLetterQuery query = DeadLetterQuery.all()
                .of(values.apply("stream"))
                .saying(values.apply("saying"))
                .code(number(values.apply("code")))
                .status(values.apply("status"))
                .endedBetween(
                        Moments.read(values.apply("from"), Instant.MIN),
                        Moments.read(values.apply("until"), Instant.MAX));
        return View.constant(MessageState.class, values.apply("state"))
                .map(query::in)
                .orElse(query);
    }

    private static int number(String code) {
        try {
            return code.isEmpty() ? 0 : Integer.parseInt(code);
        } catch (NumberFormatException e) {
            throw new ProblemException(422, "a reply code is a number such as 550");
        }
    }

    private static String more(View view) {
        StringBuilder address = new StringBuilder(view.path("dead-letters")).append('?');
        FIELDS.forEach(name -> address.append(name)
                .append('=')
                .append(View.encoded(view.field(name)))
                .append('&'));
        return address.substring(0, address.length() - 1);
    }

    private static Reply show(
            View view, UnaryOperator<String> values, DeadLetterPage page, String next, Map<String, Object> result) {
        Map<String, Object> model = JsonObjects.of("next", next, "result", result);
        for (String field : List.of("stream", "state", "saying", "code", "status")) {
            model.put(field, values.apply(field));
        }
        for (String time : List.of("from", "until")) {
            model.put(time, Moments.field(values.apply(time)));
        }
        model.put(
                "filtered", FIELDS.stream().anyMatch(name -> !values.apply(name).isEmpty()));
        model.put(
                "states",
                view.options(MessageState.class, values.apply("state")).stream()
                        .filter(option ->
                                DeadLetterQuery.isDead(MessageState.valueOf(String.valueOf(option.get("code")))))
                        .toList());
        model.put("some", !page.letters().isEmpty());
        model.put(
                "letters", page.letters().stream().map(each -> row(view, each)).toList());
        return view.show("dead-letters", view.texts().of("deadLetters.title"), model);
    }

    private static Map<String, Object> row(View view, DeadLetter letter) {
        String stream = letter.message().stream();
        return JsonObjects.of(
                "link",
                view.link(
                        letter.message().recipient().toString(),
                        "messages",
                        letter.message().id().value()),
                "stream",
                view.link(stream, "streams", stream),
                "state",
                view.texts().of(letter.state()),
                "at",
                View.time(letter.endedAt()),
                "why",
                letter.why().toString());
    }
}
