package dev.triggered.web.page;

import dev.triggered.Attachment;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.TriggeredMail;
import dev.triggered.report.Counts;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The streams, and one of them. */
final class StreamPages {
    /** How many changes of a stream are shown. */
    private static final int CHANGES = 20;

    private final TriggeredMail mail;

    StreamPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(frame.look("/streams", this::list), frame.look("/streams/{stream}", this::one));
    }

    /** Returns the stream that a path names. */
    static StreamInfo named(TriggeredMail mail, View view) {
        return mail.streams().find(view.call().variable("stream")).orElseThrow(View.notFound("stream"));
    }

    private Reply list(View view) {
        Optional<StreamState> state = View.constant(StreamState.class, view.query("state"));
        Optional<Figure> sort = View.constant(Figure.class, view.query("sort"));
        Map<String, Counts> today = Today.of(mail, view.now()).byStream();
        List<Map<String, Object>> rows = mail.streams().list().stream()
                .filter(info -> state.isEmpty() || state.get() == info.state())
                .sorted(order(sort, today))
                .map(info -> row(view, info, today.getOrDefault(info.name(), Counts.NONE)))
                .toList();
        Map<String, Object> model = JsonObjects.of("streams", rows, "filtered", state.isPresent());
        model.put("sort", view.query("sort"));
        model.put(
                "figures",
                Figure.DAILY.stream().map(figure -> heading(view, figure, sort)).toList());
        model.put("options", view.options(StreamState.class, view.query("state")));
        return view.show("streams", view.texts().of("streams.title"), model);
    }

    private static Comparator<StreamInfo> order(Optional<Figure> sort, Map<String, Counts> counts) {
        Comparator<StreamInfo> byName = Comparator.comparing(StreamInfo::name);
        return sort.map(figure -> Comparator.comparingLong(
                                (StreamInfo info) -> figure.of(counts.getOrDefault(info.name(), Counts.NONE)))
                        .reversed()
                        .thenComparing(byName))
                .orElse(byName);
    }

    private static Map<String, Object> heading(View view, Figure figure, Optional<Figure> sort) {
        Map<String, Object> heading = view.texts().of(figure);
        heading.put("href", view.path("streams") + "?state=" + view.query("state") + "&sort=" + figure);
        heading.put("sorted", sort.isPresent() && sort.get() == figure);
        return heading;
    }

    private static Map<String, Object> row(View view, StreamInfo info, Counts today) {
        Map<String, Object> row = row(view, info);
        row.put(
                "counts",
                Figure.DAILY.stream()
                        .map(figure -> figure.cell(view, info.name(), today, Today.time(view.now())))
                        .toList());
        return row;
    }

    private static Map<String, Object> row(View view, StreamInfo info) {
        return JsonObjects.of(
                "link",
                view.link(info.name(), "streams", info.name()),
                "state",
                view.texts().of(info.state()),
                "event",
                view.link(
                        info.stream().event().name(),
                        "events",
                        info.stream().event().name()),
                "version",
                view.texts().number(info.version()),
                "faulty",
                !info.faults().isEmpty(),
                "by",
                info.changedBy(),
                "at",
                View.time(info.changedAt()));
    }

    private Reply one(View view) {
        StreamInfo info = named(mail, view);
        Map<String, Object> model = row(view, info);
        model.put("name", info.name());
        model.put("path", view.path("streams", info.name()));
        model.put("messages", view.path("messages") + "?stream=" + View.encoded(info.name()));
        model.put("deadLetters", view.path("dead-letters") + "?stream=" + View.encoded(info.name()));
        model.put("faults", info.faults());
        model.put("can", actions(info.state()));
        model.put("facts", facts(view, info.stream()));
        model.putAll(StreamFigures.of(mail, view, info).model());
        model.put(
                "changes",
                mail.streams().changes(info.name()).stream()
                        .limit(CHANGES)
                        .map(change -> Changes.row(view, change))
                        .toList());
        return view.show("stream", info.name(), model);
    }

    private static Map<String, Object> actions(StreamState state) {
        return JsonObjects.of(
                "launch",
                state == StreamState.DRAFT || state == StreamState.STOPPED,
                "pause",
                state == StreamState.LIVE,
                "resume",
                state == StreamState.PAUSED,
                "stop",
                state == StreamState.LIVE || state == StreamState.PAUSED,
                "discard",
                state == StreamState.PAUSED || state == StreamState.STOPPED,
                "delete",
                state == StreamState.DRAFT || state == StreamState.STOPPED);
    }

    /** Returns what a version says beside its content. */
    static List<Map<String, Object>> facts(View view, MailStream stream) {
        Texts texts = view.texts();
        List<Map<String, Object>> facts = new ArrayList<>();
        facts.add(fact(view, "purpose", texts.of(stream.purpose()).get("text")));
        facts.add(fact(view, "from", stream.from()));
        facts.add(fact(view, "replyTo", stream.replyTo()));
        if (stream.content().isEmpty()) {
            facts.add(fact(view, "template", stream.template()));
        }
        if (!files(stream).isEmpty()) {
            facts.add(fact(view, "files", files(stream)));
        }
        facts.add(fact(view, "missing", texts.of(stream.missingData()).get("text")));
        facts.add(fact(view, "attachment", texts.of(stream.requiresAttachment() ? "yes" : "no")));
        facts.add(fact(view, "broadcast", texts.of(stream.isBroadcast() ? "yes" : "no")));
        facts.add(fact(view, "lane", stream.lane().name()));
        facts.add(fact(view, "priority", texts.of(stream.priority()).get("text")));
        facts.add(fact(view, "tracking", texts.of(stream.tracking()).get("text")));
        return facts;
    }

    /** Returns the names of the files that go with each mail of a stream. */
    static String files(MailStream stream) {
        return stream.content().map(MailContent::files).orElse(List.of()).stream()
                .map(Attachment::name)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> fact(View view, String name, @Nullable Object value) {
        return JsonObjects.of("name", view.texts().of("stream." + name), "value", String.valueOf(value));
    }
}
