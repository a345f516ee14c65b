package dev.triggered.web.page;

import dev.triggered.ConflictException;
import dev.triggered.InvalidStreamException;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MissingData;
import dev.triggered.Priority;
import dev.triggered.StreamInfo;
import dev.triggered.TemplateException;
import dev.triggered.Tracking;
import dev.triggered.TriggeredException;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form that edits a stream. */
final class StreamEdits {
    private static final String PART = "part.";

    private final TriggeredMail mail;

    StreamEdits(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look("/streams/{stream}/edit", this::form),
                frame.change("/streams/{stream}/edit", this::publish),
                frame.change("/streams/{stream}/draft", this::preview));
    }

    private Reply form(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        return show(view, info, fields(info), List.of());
    }

    /** What cannot be published is shown again, with all that is wrong with it. */
    private Reply publish(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        try {
            if (!view.field("version").equals(String.valueOf(info.version()))) {
                throw new ConflictException(view.texts().of("edit.conflict"));
            }
            String name = mail.streams()
                    .by(view.who())
                    .publish(edited(view, info.stream()))
                    .name();
            return view.go("published", "streams", name);
        } catch (InvalidStreamException e) {
            return show(view, info, view.call().form(), e.faults()).status(422);
        } catch (TemplateException e) {
            return show(view, info, view.call().form(), e.faults()).status(422);
        } catch (ConflictException e) {
            return show(view, info, view.call().form(), List.of(said(e))).status(409);
        } catch (TriggeredException | IllegalArgumentException e) {
            return show(view, info, view.call().form(), List.of(said(e))).status(422);
        }
    }

    /** The mail as the form has it, which changes nothing. */
    private Reply preview(View view) {
        MailStream stream = StreamPages.named(mail, view).stream();
        return PreviewPages.framed(
                view, () -> mail.preview(edited(view, stream), Samples.trigger(view, stream.event())));
    }

    private static String said(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static MailStream edited(View view, MailStream stream) {
        MailStream.Builder builder = stream.edit();
        if (view.field("replyTo").isEmpty()) {
            builder.from(view.field("from"));
        } else {
            builder.from(view.field("from"), view.field("replyTo"));
        }
        MissingData missing =
                View.constant(MissingData.class, view.field("missing")).orElse(stream.missingData());
        if (stream.content().isPresent()) {
            Map<String, String> parts = new LinkedHashMap<>();
            stream.content().get().parts().forEach((key, source) -> parts.put(key, part(view, key, source)));
            builder.content(MailContent.of(parts, stream.content().get().files()), missing);
        } else {
            builder.template(view.field("template"), missing);
        }
        return builder.priority(
                        View.constant(Priority.class, view.field("priority")).orElse(stream.priority()))
                .tracking(View.constant(Tracking.class, view.field("tracking")).orElse(stream.tracking()))
                .build();
    }

    /** A form sends each end of a line as CR and LF. */
    private static String part(View view, String key, String before) {
        return view.call().form().getOrDefault(PART + key, before).replace("\r\n", "\n");
    }

    private static Map<String, String> fields(StreamInfo info) {
        MailStream stream = info.stream();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("version", String.valueOf(info.version()));
        fields.put("from", Mailboxes.text(stream.from()));
        fields.put("replyTo", stream.replyTo().equals(stream.from()) ? "" : Mailboxes.text(stream.replyTo()));
        fields.put("template", stream.content().isPresent() ? "" : stream.template());
        fields.put("missing", stream.missingData().name());
        fields.put("priority", stream.priority().name());
        fields.put("tracking", stream.tracking().name());
        stream.content().ifPresent(content -> content.parts().forEach((key, text) -> fields.put(PART + key, text)));
        return fields;
    }

    private static Reply show(View view, StreamInfo info, Map<String, String> fields, List<String> faults) {
        Map<String, Object> model = JsonObjects.of("name", info.name(), "faults", faults);
        model.put("path", view.path("streams", info.name()));
        for (String field : List.of("version", "from", "replyTo", "template")) {
            model.put(field, fields.getOrDefault(field, ""));
        }
        model.put("missing", view.options(MissingData.class, fields.getOrDefault("missing", "")));
        model.put("priorities", view.options(Priority.class, fields.getOrDefault("priority", "")));
        model.put("trackings", view.options(Tracking.class, fields.getOrDefault("tracking", "")));
        model.put("templated", info.stream().content().isEmpty());
        model.put("parts", parts(view, info, fields));
        model.put("asked", Samples.paths(info.stream().event()));
        return view.show("edit", view.texts().of("edit.title") + " · " + info.name(), model);
    }

    private static List<Map<String, Object>> parts(View view, StreamInfo info, Map<String, String> fields) {
        return info.stream().content().map(MailContent::parts).orElse(Map.of()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Parts.BY_KIND))
                .map(part -> JsonObjects.of(
                        "label",
                        Parts.label(view, part.getKey()),
                        "field",
                        PART + part.getKey(),
                        "source",
                        fields.getOrDefault(PART + part.getKey(), part.getValue()),
                        "line",
                        Parts.kind(part.getKey()).equals("subject")))
                .toList();
    }
}
