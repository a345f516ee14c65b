package dev.triggered.web.api;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.PlainData;
import dev.triggered.Trigger;
import dev.triggered.web.json.Bytes;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One occurrence for one recipient. */
record TriggerBody(
        @Field("Who is written to") To to,

        @Field(value = "The data of the event", optional = true)
        PlainData data,

        @Field(value = "What names this occurrence: a second one of the same id is not sent", optional = true) @Nullable
        String id,

        @Field(value = "When it may be sent", optional = true) @Nullable
        When when,

        @Field(value = "What is attached", optional = true) List<File> attachments) {
    TriggerBody {
        if (id != null) {
            Trigger unused = Trigger.to("").id(id);
        }
    }

    /** Returns the trigger, with an id where it brings none. */
    Trigger trigger(@Nullable String otherId) {
        Trigger trigger = to.trigger().withAll(data);
        for (File file : attachments) {
            trigger = trigger.attach(file.attachment());
        }
        String name = id == null ? otherId : id;
        trigger = name == null ? trigger : trigger.id(name);
        return when == null ? trigger : when.limit(trigger);
    }

    /** Who is written to: an address, or the key of a contact of the host. */
    record To(
            @Field(value = "The address; either this or the key", optional = true) @Nullable
            String address,

            @Field(value = "The key by which the application knows the contact", optional = true) @Nullable
            String key,

            @Field(value = "The name, beside an address", optional = true) @Nullable
            String name,

            @Field(value = "The language, as a BCP 47 tag", optional = true) @Nullable
            Locale locale,

            @Field(value = "What templates see of the contact, beside an address", optional = true)
            PlainData fields) {
        To {
            if ((address == null) == (key == null)) {
                throw new IllegalArgumentException("has either an address or a key");
            }
            if (key != null && (name != null || !fields.isEmpty())) {
                throw new IllegalArgumentException(
                        "has a name and fields beside an address only: a key names a contact" + " that has its own");
            }
        }

        Trigger trigger() {
            Trigger trigger = key == null ? Trigger.to(contact()) : Trigger.toContact(key);
            return locale == null ? trigger : trigger.locale(locale);
        }

        private Contact contact() {
            Contact contact = Contact.of(String.valueOf(address)).name(name == null ? "" : name);
            for (var field : fields.asMap().entrySet()) {
                contact = contact.with(field.getKey(), field.getValue());
            }
            return contact;
        }
    }

    /** When a mail may be sent. */
    record When(
            @Field(value = "Not before this time", optional = true) @Nullable
            Instant notBefore,

            @Field(value = "Not from this time on: it ends as expired then", optional = true) @Nullable
            Instant expiresAt) {
        Trigger limit(Trigger trigger) {
            Trigger next = notBefore == null ? trigger : trigger.notBefore(notBefore);
            return expiresAt == null ? next : next.expiresAt(expiresAt);
        }
    }

    /** What is attached. */
    record File(
            @Field("The name, without a path") String name,

            @Field(value = "The media type; guessed by the name by default", optional = true) @Nullable
            String type,

            @Field(value = "The id by which the HTML shows it, for an image within", optional = true) @Nullable
            String contentId,

            @Field("The content") Bytes content) {
        File {
            Attachment unused = attachment(name, type, contentId, new byte[0]);
        }

        Attachment attachment() {
            return attachment(name, type, contentId, content.array());
        }

        private static Attachment attachment(
                String name, @Nullable String type, @Nullable String contentId, byte[] bytes) {
            Attachment attachment = Attachment.of(name, bytes);
            attachment = type == null ? attachment : attachment.type(type);
            return contentId == null ? attachment : attachment.inline(contentId);
        }
    }

    /** Many occurrences of one event. */
    record BatchBody(
            @Field("The occurrences, at most 1,000") List<TriggerBody> triggers) {}
}
