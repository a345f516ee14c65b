package dev.triggered.web.page;

import dev.triggered.ConflictException;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MissingData;
import dev.triggered.StreamInfo;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The form that edits a stream. */
final class StreamEdits {
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
        Map<String, String> fields = EditorFields.of(info.stream());
        fields.put("version", String.valueOf(info.version()));
        return show(view, info, fields, List.of());
    }

    private Reply publish(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        return EditorFields.attempt(
                () -> {
                    requireNewest(view, info);
                    StreamInfo next = mail.streams().by(view.who()).publish(edited(view, info.stream()));
                    return view.go("published", "streams", next.name());
                },
                faults -> show(view, info, view.call().form(), faults));
    }

    private static void requireNewest(View view, StreamInfo info) {
        if (!view.field("version").equals(String.valueOf(info.version()))) {
            throw new ConflictException(view.texts().of("edit.conflict"));
        }
    }

    /** The mail as the form has it, which changes nothing. */
    private Reply preview(View view) {
        MailStream stream = StreamPages.named(mail, view).stream();
        return PreviewPages.framed(
                view,
                () -> InlineImages.in(
                        mail.preview(edited(view, stream), Samples.trigger(view, stream.event())), stream));
    }

    private static MailStream edited(View view, MailStream stream) {
        MailStream.Builder builder = EditorFields.onto(view, stream.edit());
        MissingData missing = EditorFields.missing(view, stream.missingData());
        if (stream.content().isEmpty()) {
            return builder.template(view.field("template"), missing).build();
        }
        MailContent content = stream.content().get();
        Map<String, String> parts = new LinkedHashMap<>();
        content.parts().forEach((key, source) -> parts.put(key, EditorFields.part(view, key, source)));
        return builder.content(MailContent.of(parts, content.files()), missing).build();
    }

    private static Reply show(View view, StreamInfo info, Map<String, String> fields, List<String> faults) {
        Set<String> parts =
                info.stream().content().map(MailContent::parts).orElse(Map.of()).keySet();
        Map<String, Object> model = JsonObjects.of("name", info.name(), "faults", faults);
        model.put("path", view.path("streams", info.name()));
        model.put("version", fields.getOrDefault("version", ""));
        model.put("templated", parts.isEmpty());
        model.put("files", StreamPages.files(info.stream()));
        model.put("asked", Samples.paths(info.stream().event()));
        Map<String, String> all = EditorFields.of(info.stream());
        all.putAll(fields);
        model.putAll(EditorFields.model(view, all, parts));
        return view.show("edit", view.texts().of("edit.title") + " · " + info.name(), model);
    }
}
