package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.BreakerPolicy;
import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.LaneConnections;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Mailbox;
import dev.triggered.MissingData;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.Rate;
import dev.triggered.Retention;
import dev.triggered.RetryPolicy;
import dev.triggered.Tracking;
import dev.triggered.WhenUncertain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A version of a stream as the registry keeps it: JSON, in which the event stands by its number. */
final class StreamDocument {
    private static final String EVENT = "event";

    private StreamDocument() {}

    static String write(MailStream stream, long event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(EVENT, event);
        fields.put("purpose", stream.purpose().name());
        fields.put("broadcast", stream.isBroadcast());
        fields.put("from", mailbox(stream.from()));
        fields.put("replyTo", mailbox(stream.replyTo()));
        stream.content()
                .ifPresentOrElse(
                        content -> fields.put("content", content(content)),
                        () -> fields.put("template", stream.template()));
        fields.put("missingData", stream.missingData().name());
        fields.put("requiresAttachment", stream.requiresAttachment());
        fields.put("lane", lane(stream.lane()));
        fields.put("delivery", delivery(stream.delivery()));
        fields.put("priority", stream.priority().name());
        fields.put("keepSent", stream.retention().sent().toString());
        fields.put("keepUnsent", stream.retention().unsent().toString());
        stream.retention().log().ifPresent(time -> fields.put("keepLog", time.toString()));
        if (stream.tracking() != Tracking.OFF) {
            fields.put("tracking", stream.tracking().name());
        }
        return new String(PlainData.of(fields).toJson(), StandardCharsets.UTF_8);
    }

    /** Returns a hash that tells definitions apart. */
    static String hash(String document) {
        try {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the number of the event that a version listens to. */
    static long event(String document) {
        return Fields.of(document).number(EVENT);
    }

    /** Returns the stream; a lane that is known by its name has the settings that it is known with. */
    static MailStream read(String document, String name, ExternalEvent event, Map<String, Lane> lanes) {
        Fields fields = Fields.of(document);
        Lane lane = lane(fields.inner("lane"));
        MailStream.Builder builder = MailStream.named(name)
                .on(event)
                .purpose(fields.constant("purpose", Purpose.class))
                .from(fields.text("from"), fields.text("replyTo"))
                .lane(lanes.getOrDefault(lane.name(), lane))
                .delivery(delivery(fields.inner("delivery")))
                .priority(fields.constant("priority", Priority.class))
                .retention(new Retention(
                        fields.duration("keepSent"),
                        fields.duration("keepUnsent"),
                        fields.find("keepLog").map(Duration::parse)));
        fields.find("tracking").map(Tracking::valueOf).ifPresent(builder::tracking);
        MissingData missing = fields.constant("missingData", MissingData.class);
        if (fields.has("content")) {
            builder.content(content(fields.inner("content")), missing);
        } else {
            builder.template(fields.text("template"), missing);
        }
        if (fields.isTrue("broadcast")) {
            builder.broadcast();
        }
        if (fields.isTrue("requiresAttachment")) {
            builder.requireAttachment();
        }
        return builder.build();
    }

    /** Writes a mailbox so that any name can be read again. */
    private static String mailbox(Mailbox mailbox) {
        String name = mailbox.name().replaceAll("([\\\\\"])", "\\\\$1");
        return name.isEmpty() ? mailbox.address().toString() : '"' + name + "\" <" + mailbox.address() + '>';
    }

    private static Map<String, Object> content(MailContent content) {
        List<Map<String, Object>> files = new ArrayList<>();
        for (Attachment file : content.files()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", file.name());
            fields.put("type", file.type());
            fields.put("contentId", file.contentId());
            fields.put("bytes", Base64.getEncoder().encodeToString(bytes(file)));
            files.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("parts", content.parts());
        fields.put("files", files);
        return fields;
    }

    private static byte[] bytes(Attachment file) {
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the file '" + file.name() + "' of a content is not held in memory", e);
        }
    }

    private static MailContent content(Fields fields) {
        Map<String, String> parts = new LinkedHashMap<>();
        fields.inner("parts").values().forEach((key, text) -> parts.put(String.valueOf(key), String.valueOf(text)));
        List<Attachment> files = new ArrayList<>();
        for (Object each : fields.get("files", List.class)) {
            Fields file = new Fields((Map<?, ?>) each);
            Attachment made = Attachment.of(
                            file.text("name"), Base64.getDecoder().decode(file.text("bytes")))
                    .type(file.text("type"));
            String contentId = file.text("contentId");
            files.add(contentId.isEmpty() ? made : made.inline(contentId));
        }
        return MailContent.of(parts, files);
    }

    private static Map<String, Object> lane(Lane lane) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", lane.name());
        fields.put("own", lane.connections().own());
        fields.put("reserved", lane.connections().reserved());
        fields.put("borrowed", lane.connections().borrowed());
        fields.put("window", lane.connections().window());
        fields.put("backlog", lane.backlog());
        if (!lane.rate().equals(Rate.unlimited())) {
            fields.put("perSecond", Double.toString(lane.rate().perSecond()));
            fields.put("burst", lane.rate().burst());
        }
        fields.put("failures", lane.breaker().failures());
        fields.put("pause", lane.breaker().pause().toString());
        fields.put("longestPause", lane.breaker().longestPause().toString());
        return fields;
    }

    private static Lane lane(Fields fields) {
        Optional<String> perSecond = fields.find("perSecond");
        Rate rate = perSecond.isEmpty()
                ? Rate.unlimited()
                : new Rate(Double.parseDouble(perSecond.get()), fields.integer("burst"));
        return new Lane(
                fields.text("name"),
                new LaneConnections(
                        fields.integer("own"),
                        fields.integer("reserved"),
                        fields.integer("borrowed"),
                        fields.integer("window")),
                fields.integer("backlog"),
                rate,
                new BreakerPolicy(
                        fields.integer("failures"), fields.duration("pause"), fields.duration("longestPause")));
    }

    private static Map<String, Object> delivery(DeliveryPolicy policy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("firstDelay", policy.retry().firstDelay().toString());
        fields.put("longestDelay", policy.retry().longestDelay().toString());
        fields.put("jitter", Double.toString(policy.retry().jitter()));
        fields.put("giveUpAfter", policy.retry().giveUpAfter().toString());
        fields.put("attempts", policy.retry().attempts());
        fields.put("expireAfter", policy.expireAfter().toString());
        fields.put("whenUncertain", policy.whenUncertain().name());
        return fields;
    }

    private static DeliveryPolicy delivery(Fields fields) {
        RetryPolicy retry = new RetryPolicy(
                fields.duration("firstDelay"),
                fields.duration("longestDelay"),
                Double.parseDouble(fields.text("jitter")),
                fields.duration("giveUpAfter"),
                fields.integer("attempts"));
        return new DeliveryPolicy(
                retry, fields.duration("expireAfter"), fields.constant("whenUncertain", WhenUncertain.class));
    }

    /** The fields of an object of JSON. What is missing or of another kind makes the document unreadable. */
    record Fields(Map<?, ?> values) {
        static Fields of(String document) {
            return new Fields(PlainData.fromJson(document.getBytes(StandardCharsets.UTF_8))
                    .asMap());
        }

        boolean has(String name) {
            return values.get(name) != null;
        }

        Fields inner(String name) {
            return new Fields(get(name, Map.class));
        }

        String text(String name) {
            return get(name, String.class);
        }

        Optional<String> find(String name) {
            return Optional.ofNullable(values.get(name)).map(Object::toString);
        }

        long number(String name) {
            return get(name, Number.class).longValue();
        }

        int integer(String name) {
            return Math.toIntExact(number(name));
        }

        boolean isTrue(String name) {
            return get(name, Boolean.class);
        }

        Duration duration(String name) {
            return Duration.parse(text(name));
        }

        <E extends Enum<E>> E constant(String name, Class<E> type) {
            return Enum.valueOf(type, text(name));
        }

        <T> T get(String name, Class<T> type) {
            Object value = values.get(name);
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException(
                        "the field '" + name + "' is " + (value == null ? "missing" : "no " + type.getSimpleName()));
            }
            return type.cast(value);
        }
    }
}
