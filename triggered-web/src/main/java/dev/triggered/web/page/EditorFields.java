package dev.triggered.web.page;

import dev.triggered.ConflictException;
import dev.triggered.InvalidStreamException;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MissingData;
import dev.triggered.Priority;
import dev.triggered.TemplateException;
import dev.triggered.Tracking;
import dev.triggered.TriggeredException;
import dev.triggered.web.http.FaultLines;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.JsonObjects;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The fields of the editor, in which a stream is edited and a new one is written. */
final class EditorFields {
    private static final String PART = "part.";

    private EditorFields() {}

    /** Returns the fields as a stream has them. */
    static Map<String, String> of(MailStream stream) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("from", Mailboxes.text(stream.from()));
        fields.put("replyTo", stream.replyTo().equals(stream.from()) ? "" : Mailboxes.text(stream.replyTo()));
        fields.put("template", stream.content().isPresent() ? "" : stream.template());
        fields.put("missing", stream.missingData().name());
        fields.put("priority", stream.priority().name());
        fields.put("tracking", stream.tracking().name());
        stream.content().ifPresent(content -> fields.putAll(of(content.parts())));
        return fields;
    }

    /** Returns the fields of parts. */
    static Map<String, String> of(Map<String, String> parts) {
        Map<String, String> fields = new LinkedHashMap<>();
        parts.forEach((key, source) -> fields.put(PART + key, source));
        return fields;
    }

    /** Returns the keys of the parts that fields have. */
    static Set<String> keys(Map<String, String> fields) {
        return fields.keySet().stream()
                .filter(field -> field.startsWith(PART))
                .map(field -> field.substring(PART.length()))
                .filter(MailContent::isKey)
                .collect(Collectors.toSet());
    }

    /** Returns a part that was sent, whose lines end as those of the source: a form sends each end of a line as CR and LF. */
    static String part(View view, String key, String otherwise) {
        return view.call().form().getOrDefault(PART + key, otherwise).replace("\r\n", "\n");
    }

    static MissingData missing(View view, MissingData otherwise) {
        return View.constant(MissingData.class, view.field("missing")).orElse(otherwise);
    }

    /** Takes the sender and the rules over; what was not sent stays as it is. */
    static MailStream.Builder onto(View view, MailStream.Builder builder) {
        if (view.field("replyTo").isEmpty()) {
            builder.from(view.field("from"));
        } else {
            builder.from(view.field("from"), view.field("replyTo"));
        }
        View.constant(Priority.class, view.field("priority")).ifPresent(builder::priority);
        View.constant(Tracking.class, view.field("tracking")).ifPresent(builder::tracking);
        return builder;
    }

    /** Returns what the editor shows, with parts of some keys. */
    static Map<String, Object> model(View view, Map<String, String> fields, Collection<String> parts) {
        Map<String, Object> model = new LinkedHashMap<>();
        for (String field : List.of("from", "replyTo", "template")) {
            model.put(field, fields.getOrDefault(field, ""));
        }
        model.put("missing", view.options(MissingData.class, fields.getOrDefault("missing", "")));
        model.put("priorities", view.options(Priority.class, fields.getOrDefault("priority", "")));
        model.put("trackings", view.options(Tracking.class, fields.getOrDefault("tracking", "")));
        model.put(
                "parts",
                parts.stream()
                        .sorted(Parts.BY_KIND)
                        .map(key -> row(view, key, fields))
                        .toList());
        return model;
    }

    private static Map<String, Object> row(View view, String key, Map<String, String> fields) {
        return JsonObjects.of(
                "label",
                Parts.label(view, key),
                "field",
                PART + key,
                "source",
                fields.getOrDefault(PART + key, ""),
                "line",
                Parts.kind(key).equals("subject"));
    }

    /** Does what a form asks for; what cannot be is shown again, with all that is wrong with it. */
    static Reply attempt(Supplier<Reply> change, Function<List<String>, Reply> again) {
        try {
            return change.get();
        } catch (InvalidStreamException e) {
            return again.apply(e.faults()).status(422);
        } catch (TemplateException e) {
            return again.apply(e.faults()).status(422);
        } catch (ConflictException e) {
            return again.apply(FaultLines.of(e)).status(409);
        } catch (TriggeredException | IllegalArgumentException e) {
            return again.apply(FaultLines.of(e)).status(422);
        }
    }
}
