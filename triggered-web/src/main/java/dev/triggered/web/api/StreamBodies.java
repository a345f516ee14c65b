package dev.triggered.web.api;

import dev.triggered.Attachment;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Mailbox;
import dev.triggered.MissingData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.Tracking;
import dev.triggered.web.json.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams as documents that are sent. */
final class StreamBodies {
    private StreamBodies() {}

    /** A new stream. */
    record StreamBody(
            @Field("Its name, which no other stream has or had")
            String name,

            @Field("The event that it listens to") String event,
            @Field("Why it writes") Purpose purpose,

            @Field(value = "Whether every fact comes from the trigger", optional = true)
            boolean broadcast,

            @Field("What it says") EditText text) {
        MailStream stream(ExternalEvent known) {
            MailStream.Builder builder = MailStream.named(name).on(known).purpose(purpose);
            text.onto(broadcast ? builder.broadcast() : builder, null);
            return builder.build();
        }
    }

    /** An edit of a stream. */
    record EditBody(
            @Field("The number of the version that is edited, which is the newest")
            int version,

            @Field("What is different") EditText text) {
        MailStream onto(MailStream stream) {
            MailStream.Builder builder = stream.edit();
            text.onto(builder, stream);
            return builder.build();
        }
    }

    /** What a version says; what is left out stays as it is, or is as by default. */
    record EditText(
            @Field(value = "The sender, such as Acme <shop@notify.acme.example>", optional = true) @Nullable
            String from,

            @Field(value = "Where replies go", optional = true) @Nullable
            String replyTo,

            @Field(value = "A template of the application; either this or a content", optional = true) @Nullable
            String template,

            @Field(value = "Its own content: subject, html and text, with a locale or without one", optional = true)
            Map<String, String> content,

            @Field(value = "Its rules", optional = true) @Nullable
            EditRules rules) {
        EditText {
            if (from != null) {
                Mailbox unused = Mailbox.parse(from);
            }
            if (replyTo != null) {
                Mailbox unused = Mailbox.parse(replyTo);
            }
        }

        void onto(MailStream.Builder builder, @Nullable MailStream before) {
            String sender = from == null && before != null ? text(before.from()) : from;
            if (sender != null && replyTo != null) {
                builder.from(sender, replyTo);
            } else if (from != null) {
                builder.from(from);
            }
            MissingData missing = rules == null ? null : rules.missingData;
            if (template != null) {
                builder.template(template, missing(missing, before));
            }
            if (!content.isEmpty()) {
                builder.content(MailContent.of(content, files(before)), missing(missing, before));
            }
            if (rules != null) {
                rules.onto(builder);
            }
        }

        private static MissingData missing(@Nullable MissingData given, @Nullable MailStream before) {
            if (given != null) {
                return given;
            }
            return before == null ? MissingData.REFUSE : before.missingData();
        }

        /** The images and files of a content stay when its texts are edited. */
        private static List<Attachment> files(@Nullable MailStream before) {
            return before == null
                    ? List.of()
                    : before.content().map(MailContent::files).orElse(List.of());
        }

        private static String text(Mailbox mailbox) {
            String name = mailbox.name().replace("\\", "\\\\").replace("\"", "\\\"");
            return mailbox.name().isEmpty()
                    ? mailbox.address().toString()
                    : "\"" + name + "\" <" + mailbox.address() + ">";
        }
    }

    /** Rules of a version; what is left out stays as it is, or is as by default. */
    record EditRules(
            @Field(
                    value = "What happens when a value is missing; set beside the template or the content",
                    optional = true)
            @Nullable
            MissingData missingData,

            @Field(value = "Refuses a trigger without an attachment", optional = true)
            boolean requireAttachment,

            @Field(value = "Which messages of its lane its own go before", optional = true) @Nullable
            Priority priority,

            @Field(value = "What is tracked of its readers", optional = true) @Nullable
            Tracking tracking) {
        void onto(MailStream.Builder builder) {
            if (requireAttachment) {
                builder.requireAttachment();
            }
            if (priority != null) {
                builder.priority(priority);
            }
            if (tracking != null) {
                builder.tracking(tracking);
            }
        }
    }
}
