package dev.triggered.web.page;

import dev.triggered.EventInfo;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MissingData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.Tracking;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The form that makes a stream. */
final class NewStreamPages {
    private static final String NEW = "/new-stream";
    private static final Set<String> PARTS = Set.of("subject", "html", "text");

    private final TriggeredMail mail;
    private final Optional<Function<byte[], MailContent>> importer;

    NewStreamPages(TriggeredMail mail, Optional<Function<byte[], MailContent>> importer) {
        this.mail = mail;
        this.importer = importer;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look(NEW, this::form),
                frame.change(NEW, this::create),
                frame.change(NEW + "/draft", this::preview),
                frame.change(NEW + "/import", this::take),
                frame.upload(NEW + "/upload", this::upload));
    }

    private Reply form(View view) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", view.query("event"));
        fields.put("purpose", Purpose.SERVICE_NOTICE.name());
        fields.put("missing", MissingData.REFUSE.name());
        fields.put("priority", Priority.NORMAL.name());
        fields.put("tracking", Tracking.OFF.name());
        return show(view, fields, List.of());
    }

    private Reply create(View view) {
        return EditorFields.attempt(
                () -> view.go("drafted", "streams", created(view, content(view))),
                faults -> show(view, view.call().form(), faults));
    }

    /** The mail as the form has it, which changes nothing. */
    private Reply preview(View view) {
        return PreviewPages.framed(view, () -> {
            MailStream stream = stream(view, content(view));
            return mail.preview(stream, Samples.trigger(view, stream.event()));
        });
    }

    private String created(View view, MailContent content) {
        return mail.streams().by(view.who()).create(stream(view, content)).name();
    }

    /** Fills the editor with what the host's importer makes of a campaign without files. */
    private Reply take(View view) {
        Function<byte[], MailContent> reader = reader();
        return EditorFields.attempt(
                () -> {
                    Map<String, String> fields = new LinkedHashMap<>(view.call().form());
                    fields.put("campaign", "");
                    MailContent content = reader.apply(view.field("campaign").getBytes(StandardCharsets.UTF_8));
                    require(content.files().isEmpty(), view, "newStream.hasFiles");
                    fields.putAll(EditorFields.of(content.parts()));
                    return show(view, fields, List.of());
                },
                faults -> show(view, view.call().form(), faults));
    }

    /** Creates a draft of what the host's importer makes of a file, with all that goes along. */
    private Reply upload(View view) {
        Function<byte[], MailContent> reader = reader();
        return EditorFields.attempt(
                () -> {
                    byte[] file = view.call().file();
                    require(file.length > 0, view, "newStream.noFile");
                    return view.go("imported", "streams", created(view, reader.apply(file)), "edit");
                },
                faults -> show(view, view.call().form(), faults));
    }

    private Function<byte[], MailContent> reader() {
        return importer.orElseThrow(() -> new ProblemException(404, "there is nothing that imports"));
    }

    private static void require(boolean held, View view, String text) {
        if (!held) {
            throw new IllegalArgumentException(view.texts().of(text));
        }
    }

    private MailStream stream(View view, MailContent content) {
        ExternalEvent event =
                mail.events().find(view.field("event")).map(EventInfo::event).orElseThrow(View.notFound("event"));
        MailStream.Builder builder = MailStream.named(view.field("name"))
                .on(event)
                .purpose(View.constant(Purpose.class, view.field("purpose"))
                        .orElseThrow(() -> new ProblemException(422, "a purpose is needed")));
        return EditorFields.onto(view, builder)
                .content(content, EditorFields.missing(view, MissingData.REFUSE))
                .build();
    }

    private static MailContent content(View view) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String key : keys(view.call().form())) {
            String source = EditorFields.part(view, key, "");
            if (!source.isBlank()) {
                parts.put(key, source);
            }
        }
        return MailContent.of(parts, List.of());
    }

    /** Returns the keys of the parts: those that each editor has, and those that an import brought. */
    private static Set<String> keys(Map<String, String> fields) {
        Set<String> keys = new TreeSet<>(PARTS);
        keys.addAll(EditorFields.keys(fields));
        return keys;
    }

    private Reply show(View view, Map<String, String> fields, List<String> faults) {
        List<EventInfo> events = mail.events().list();
        String chosen = chosen(events, fields.getOrDefault("event", ""));
        Map<String, Object> model = JsonObjects.of("faults", faults, "name", fields.getOrDefault("name", ""));
        model.put("path", view.path("new-stream"));
        model.put("known", !events.isEmpty());
        model.put("events", events.stream().map(info -> option(info, chosen)).toList());
        model.put("purposes", view.options(Purpose.class, fields.getOrDefault("purpose", "")));
        model.put("imports", importer.isPresent());
        model.put("campaign", fields.getOrDefault("campaign", ""));
        model.put("templated", false);
        model.put(
                "asked",
                events.stream()
                        .filter(info -> info.name().equals(chosen))
                        .flatMap(info -> Samples.paths(info.event()).stream())
                        .toList());
        model.putAll(EditorFields.model(view, fields, keys(fields)));
        return view.show("new-stream", view.texts().of("newStream.title"), model);
    }

    private static String chosen(List<EventInfo> events, String event) {
        return event.isEmpty() && !events.isEmpty() ? events.get(0).name() : event;
    }

    private static Map<String, Object> option(EventInfo info, String chosen) {
        return JsonObjects.of("name", info.name(), "chosen", info.name().equals(chosen));
    }
}
