package dev.triggered.web.bridge;

import dev.triggered.Attachment;
import dev.triggered.InvalidDataException;
import dev.triggered.Trigger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads what a document says of one occurrence, whoever it is for. */
final class Triggers {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{3})?Z");
    private static final Pattern SPACE = Pattern.compile("\\s");

    private Triggers() {}

    /** Returns a trigger with the id, the attachments and the data of a document, or the data of another one where it has none. */
    static Trigger complete(Trigger trigger, Document document, Document around) {
        requireTime(document);
        boolean own = document.value("data").isPresent();
        Trigger next = trigger.withAll(EventData.of(own ? document : around, "data"));
        try {
            for (Object item : document.items("attachment")) {
                next = next.attach(attachment(item));
            }
            return document.text("trigger_id").map(next::id).orElse(next);
        } catch (InvalidDataException | IllegalArgumentException e) {
            throw new Refusal(ReplyCode.PARAMETERS, String.valueOf(e.getMessage()));
        }
    }

    /** The time of the event is checked, and used for nothing. */
    private static void requireTime(Document document) {
        if (document.value("event_time").isPresent()) {
            String time = document.text("event_time").orElse("");
            if (!TIME.matcher(time).matches() || !isTime(time)) {
                throw new Refusal(ReplyCode.EVENT_TIME, "event_time is a time such as 2026-11-28T12:00:00Z");
            }
        }
    }

    private static boolean isTime(String text) {
        try {
            return Instant.parse(text).isAfter(Instant.MIN);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Attachment attachment(Object item) {
        Document file = Document.of(item).orElseThrow(Triggers::noAttachment);
        String name = file.text("filename").orElseThrow(Triggers::noAttachment);
        String data = file.value("data").map(String::valueOf).orElseThrow(Triggers::noAttachment);
        try {
            return Attachment.of(
                    name, Base64.getDecoder().decode(SPACE.matcher(data).replaceAll("")));
        } catch (IllegalArgumentException e) {
            throw noAttachment();
        }
    }

    private static Refusal noAttachment() {
        return new Refusal(ReplyCode.PARAMETERS, "an attachment is an object with a filename, and its data in Base64");
    }
}
