package dev.triggered.jdbc;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageId;
import dev.triggered.PlainData;
import dev.triggered.Purpose;
import dev.triggered.spi.QueuedMessage.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a mail is made from, as the bytes of one column: a format number, the number of attachments, then each part with its length, text in UTF-8. The
 * contents of attachments are kept beside it.
 */
final class Payload {
    private static final int FORMAT = 1;

    private Payload() {}

    /** Writes a content whose attachments have the given sizes, with its data or with a part of that. */
    static byte[] write(Content content, PlainData data, List<Long> sizes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeInt(sizes.size());
            writeContact(out, content.contact());
            writeText(out, content.purpose().name());
            writeText(out, content.locale().toLanguageTag());
            writeBytes(out, data.toJson());
            for (int part = 0; part < sizes.size(); part++) {
                Attachment attachment = content.attachments().get(part);
                writeText(out, attachment.name());
                writeText(out, attachment.type());
                writeText(out, attachment.contentId());
                out.writeLong(sizes.get(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Says whether attachments belong to a content; {@code true} where it cannot be read. */
    static boolean hasAttachments(byte[] bytes) {
        return bytes.length < 5 || ByteBuffer.wrap(bytes).getInt(1) > 0;
    }

    /** Reads what {@link #write} wrote, with all data where that has secret values; the attachments are in a database. */
    static Content read(byte[] bytes, Optional<byte[]> secret, MessageId id, Database database) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("it has the format " + format + ", and only " + FORMAT + " is known");
        }
        int parts = in.readInt();
        Contact contact = readContact(in);
        Purpose purpose = Purpose.valueOf(readText(in));
        Locale locale = Locale.forLanguageTag(readText(in));
        byte[] open = readBytes(in);
        PlainData data = PlainData.keptAsJson(secret.orElse(open));
        List<Attachment> attachments = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            attachments.add(readAttachment(in, new KeptContent(database, id, part)));
        }
        return new Content(contact, purpose, data, attachments, locale);
    }

    static void writeContact(DataOutputStream out, Contact contact) throws IOException {
        writeText(out, contact.address());
        writeText(out, contact.name());
        writeText(out, contact.locale().map(Locale::toLanguageTag).orElse(""));
        writeText(out, contact.marketingOptIn().name());
        writeBytes(out, contact.fields().toJson());
    }

    static Contact readContact(DataInputStream in) throws IOException {
        Contact contact = Contact.of(readText(in)).name(readText(in));
        String locale = readText(in);
        contact = locale.isEmpty() ? contact : contact.locale(Locale.forLanguageTag(locale));
        contact = contact.marketingOptIn(MarketingOptIn.valueOf(readText(in)));
        for (var field : PlainData.fromJson(readBytes(in)).asMap().entrySet()) {
            contact = contact.with(field.getKey(), field.getValue());
        }
        return contact;
    }

    private static Attachment readAttachment(DataInputStream in, KeptContent content) throws IOException {
        String name = readText(in);
        String type = readText(in);
        String contentId = readText(in);
        long size = in.readLong();
        Attachment attachment =
                Attachment.lazily(name, () -> content.open(size)).size(size).type(type);
        return contentId.isEmpty() ? attachment : attachment.inline(contentId);
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("it ends too early");
        }
        return bytes;
    }
}
