package dev.triggered.web.api;

import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MissingData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.RenderAs;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.StreamVersion;
import dev.triggered.Tracking;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams as documents that are answered. */
final class StreamViews {
    private StreamViews() {}

    /** A stream. */
    record StreamView(
            @Field("Its number, which stays when it is renamed")
            long id,

            @Field("Its name") String name,
            @Field("Whether it sends") StreamState state,
            @Field("The number of its newest version") int version,
            @Field("When it was changed last") Instant changedAt,
            @Field("Who did that") String changedBy,
            @Field("What its newest version says") VersionText text,
            @Field("What keeps it from being launched") List<String> faults) {
        static StreamView of(StreamInfo info) {
            return new StreamView(
                    info.id(),
                    info.name(),
                    info.state(),
                    info.version(),
                    info.changedAt(),
                    info.changedBy(),
                    VersionText.of(info.stream()),
                    info.faults());
        }
    }

    /** All streams. */
    record StreamList(@Field("The streams, by name") List<StreamView> streams) {}

    /** What a version says. */
    record VersionText(
            @Field("The event that it listens to") String event,
            @Field("Why it writes") Purpose purpose,

            @Field("Whether every fact comes from the trigger")
            boolean broadcast,

            @Field("The sender") String from,
            @Field("Where replies go") String replyTo,

            @Field(value = "The template of the application, unless it has its own content", optional = true) @Nullable
            String template,

            @Field(value = "Its own content: subject, html and text, with a locale or without one", optional = true)
            @Nullable
            Map<String, String> content,

            @Field("Its rules") Rules rules) {
        static VersionText of(MailStream stream) {
            Map<String, String> content =
                    stream.content().map(MailContent::parts).orElse(null);
            return new VersionText(
                    stream.event().name(),
                    stream.purpose(),
                    stream.isBroadcast(),
                    stream.from().toString(),
                    stream.replyTo().toString(),
                    content == null ? stream.template() : null,
                    content,
                    Rules.of(stream));
        }
    }

    /** The rules of a version. */
    record Rules(
            @Field("What happens when a value is missing") MissingData missingData,

            @Field("Whether a trigger without an attachment is refused")
            boolean requiresAttachment,

            @Field("Which messages of its lane its own go before")
            Priority priority,

            @Field("The lane that it sends through") String lane,
            @Field("What is tracked of its readers") Tracking tracking) {
        static Rules of(MailStream stream) {
            return new Rules(
                    stream.missingData(),
                    stream.requiresAttachment(),
                    stream.priority(),
                    stream.lane().name(),
                    stream.tracking());
        }
    }

    /** A version. */
    record VersionView(
            @Field("Its number") int version,
            @Field("When it was published") Instant at,
            @Field("Who did that") String by,
            @Field("What it says") VersionText text) {}

    /** The versions of a stream. */
    record VersionList(
            @Field("The versions, the newest first") List<VersionView> versions) {
        static VersionList of(List<StreamVersion> versions) {
            return new VersionList(versions.stream()
                    .map(version -> new VersionView(
                            version.number(), version.at(), version.by(), VersionText.of(version.stream())))
                    .toList());
        }
    }

    /** From which version is sent what waited. */
    record ResumeBody(
            @Field(value = "The newest version by default", optional = true) @Nullable
            RenderAs version) {}

    /** An earlier version. */
    record RollBackBody(
            @Field("The number of an earlier version") int version) {}

    /** How many messages were ended. */
    record DiscardView(
            @Field("How many messages were cancelled") int discarded) {}
}
