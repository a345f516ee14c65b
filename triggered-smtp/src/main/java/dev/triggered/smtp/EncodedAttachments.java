package dev.triggered.smtp;

import dev.triggered.Attachment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes small attachments in base64, and keeps that form of those that go with many mails. Only of attachments from memory, which
 * cannot change, and by their identity; together they hold a few megabytes at most. Thread-safe.
 */
final class EncodedAttachments {
    private static final long MOST_BYTES = 4L << 20;
    private static final byte[] SEEN_ONCE = {};

    private final Map<Attachment, byte[]> used = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * Adds an attachment to a buffer.
     *
     * @param size what it said its size is
     * @return whether it had no more than that; if it had, the buffer is as it was
     * @throws UnsendableException if it cannot be read
     */
    boolean write(Attachment attachment, long size, MailBuffer buffer) throws UnsendableException {
        if (attachment.heldBytes() == 0 || attachment.heldBytes() > size) {
            return read(attachment, size, buffer);
        }
        byte[] known = find(attachment);
        if (known == null || known == SEEN_ONCE) {
            int start = buffer.length();
            boolean written = read(attachment, size, buffer);
            keep(attachment, known == null ? SEEN_ONCE : Arrays.copyOfRange(buffer.bytes(), start, buffer.length()));
            return written;
        }
        buffer.put(known);
        return true;
    }

    private static boolean read(Attachment attachment, long size, MailBuffer buffer) throws UnsendableException {
        try (OpenAttachment open = new OpenAttachment(attachment)) {
            return open.writeTo(buffer, size);
        }
    }

    private synchronized byte @Nullable [] find(Attachment attachment) {
        return used.get(attachment);
    }

    private synchronized void keep(Attachment attachment, byte[] encoded) {
        byte[] before = used.put(attachment, encoded);
        bytes += encoded.length + (before == null ? attachment.heldBytes() : -before.length);
        while (bytes > MOST_BYTES) {
            var eldest = used.entrySet().iterator();
            Map.Entry<Attachment, byte[]> entry = eldest.next();
            bytes -= entry.getKey().heldBytes() + entry.getValue().length;
            eldest.remove();
        }
    }
}
