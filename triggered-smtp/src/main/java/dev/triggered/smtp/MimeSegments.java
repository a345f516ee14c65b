package dev.triggered.smtp;

import dev.triggered.Attachment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A mail as it is composed: its text in memory, and between its pieces the attachments, opened and not yet read. */
final class MimeSegments implements ComposedMail {
    private static final int LONGEST_LINE = 998;

    private final long attachmentLimit;
    private final boolean international;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(8_192);
    private final List<Inset> insets = new ArrayList<>();
    private long declared;

    MimeSegments(long attachmentLimit, boolean international) {
        this.attachmentLimit = attachmentLimit;
        this.international = international;
    }

    /**
     * Adds a header field.
     *
     * @throws UnsendableException if the value would be more than one field
     */
    void field(String name, String value) throws UnsendableException {
        String field = name + ": " + value;
        String unfolded = field.replace("\r\n ", "");
        if (unfolded.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new UnsendableException("5.6.0", "the field " + name + " would hold a line break or a NUL");
        }
        if (field.lines().anyMatch(line -> line.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE)) {
            throw new UnsendableException("5.6.0", "the field " + name + " would be longer than a line may be");
        }
        line(field);
    }

    /** Adds a line. */
    void line(String line) {
        text.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        text.write('\r');
        text.write('\n');
    }

    void body(TextBody body) {
        body.writeTo(text);
    }

    /**
     * Adds the content of an attachment.
     *
     * @throws UnsendableException if it cannot be opened, or is known to be too large
     */
    void attachment(Attachment attachment) throws UnsendableException {
        declared += attachment.size().orElse(0);
        if (declared > attachmentLimit) {
            throw new UnsendableException(
                    "5.3.4", "the attachments have more than the " + attachmentLimit + " bytes that are allowed");
        }
        insets.add(new Inset(text.size(), new OpenAttachment(attachment)));
    }

    @Override
    public long size() {
        long size = text.size();
        for (Inset inset : insets) {
            long encoded = inset.attachment.encodedSize();
            if (encoded < 0) {
                return -1;
            }
            size += encoded;
        }
        return size;
    }

    @Override
    public boolean isWhole() {
        return insets.isEmpty();
    }

    @Override
    public boolean international() {
        return international;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (insets.isEmpty()) {
            text.writeTo(out);
            return;
        }
        byte[] bytes = text.toByteArray();
        int from = 0;
        long left = attachmentLimit;
        for (Inset inset : insets) {
            out.write(bytes, from, inset.position - from);
            from = inset.position;
            left -= inset.attachment.writeTo(out, left);
        }
        out.write(bytes, from, bytes.length - from);
    }

    @Override
    public void close() {
        insets.forEach(inset -> inset.attachment.close());
    }

    private record Inset(int position, OpenAttachment attachment) {}
}
