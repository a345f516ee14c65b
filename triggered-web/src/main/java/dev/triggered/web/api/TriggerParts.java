package dev.triggered.web.api;

import dev.triggered.Attachment;
import dev.triggered.Trigger;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.PartReader;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a trigger from a form: a part named {@code trigger} with the document, and parts named {@code file} behind it. */
final class TriggerParts {
    private TriggerParts() {}

    static Trigger read(Call call, @Nullable String id) throws IOException {
        PartReader parts = PartReader.of(call.request().header("Content-Type").orElse(""), call.body());
        PartReader.Part first = parts.next()
                .filter(part -> part.name().equals("trigger"))
                .orElseThrow(() -> new ProblemException(400, "the first part of the form is named trigger"));
        Trigger trigger = JsonReader.read(new ByteArrayInputStream(first.content()), TriggerBody.class)
                .trigger(id);
        Optional<PartReader.Part> next = parts.next();
        while (next.isPresent()) {
            trigger = trigger.attach(attachment(next.get()));
            next = parts.next();
        }
        return trigger;
    }

    private static Attachment attachment(PartReader.Part part) {
        if (!part.name().equals("file")) {
            throw new ProblemException(400, "each part of the form behind the first is named file");
        }
        Attachment attachment = Attachment.of(part.fileName(), part.content());
        return part.type().isEmpty() ? attachment : attachment.type(part.type());
    }
}
