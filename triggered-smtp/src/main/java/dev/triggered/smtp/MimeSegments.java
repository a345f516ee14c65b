package dev.triggered.smtp;

import dev.triggered.Attachment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A mail as it is composed: what is small in the buffer, and the places where large attachments are read in between. */
final class MimeSegments implements ComposedMail {
    /** The most bytes of attachments that are taken into the buffer: 256 KB in base64. */
    private static final long MOST_IN_MEMORY = 192 * 1024;

    private final MailBuffer buffer;
    private final long attachmentLimit;
    private final boolean international;
    private final List<Inset> insets = new ArrayList<>();
    private long declared;
    private long inMemory;
    private int shift;

    /**
     * Begins a mail.
     *
     * @param attachmentLimit the most bytes of all attachments together
     */
    MimeSegments(MailBuffer buffer, long attachmentLimit, boolean international) {
        this.buffer = buffer;
        this.attachmentLimit = attachmentLimit;
        this.international = international;
    }

    /**
     * Adds the content of an attachment, or the place for it.
     *
     * @throws UnsendableException if it cannot be read, or is too large
     */
    void attachment(Attachment attachment) throws UnsendableException {
        long size = attachment.size().orElse(-1);
        declared += Math.max(0, size);
        if (declared > attachmentLimit) {
            throw tooLarge();
        }
        boolean small = size >= 0 && size <= MOST_IN_MEMORY - inMemory;
        if (small && take(attachment, size)) {
            inMemory += size;
        } else {
            insets.add(new Inset(buffer.length(), new OpenAttachment(attachment)));
        }
    }

    private boolean take(Attachment attachment, long size) throws UnsendableException {
        try (OpenAttachment open = new OpenAttachment(attachment)) {
            return open.writeTo(buffer, size);
        }
    }

    /** Writes what stands from a position on, for a digest. The attachments can be read once more afterwards. */
    void rehearse(int from, OutputStream out) throws IOException {
        long left = attachmentLimit - inMemory;
        int at = from;
        for (Inset inset : insets) {
            out.write(buffer.bytes(), at, inset.position - at);
            at = inset.position;
            left -= inset.attachment.rehearse(out, left);
        }
        out.write(buffer.bytes(), at, buffer.length() - at);
    }

    /** Puts header fields before all others. */
    void prepend(byte[] fields) {
        buffer.prepend(fields);
        shift += fields.length;
    }

    @Override
    public long size() {
        long size = buffer.length();
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
    public boolean international() {
        return international;
    }

    @Override
    public boolean isWhole() {
        return insets.isEmpty();
    }

    @Override
    public byte[] bytes() {
        return buffer.bytes();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        int from = 0;
        long left = attachmentLimit - inMemory;
        for (Inset inset : insets) {
            int to = inset.position + shift;
            out.write(buffer.bytes(), from, to - from);
            from = to;
            left -= inset.attachment.writeTo(out, left);
        }
        out.write(buffer.bytes(), from, buffer.length() - from);
    }

    @Override
    public void close() {
        insets.forEach(inset -> inset.attachment.close());
    }

    private UnsendableException tooLarge() {
        return new UnsendableException(
                "5.3.4", "the attachments have more than the " + attachmentLimit + " bytes that are allowed");
    }

    private record Inset(int position, OpenAttachment attachment) {}
}
