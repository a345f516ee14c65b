package dev.triggered.smtp;

import dev.triggered.Attachment;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attachment whose content was opened and is read in blocks: once, or once more after a rehearsal. */
final class OpenAttachment implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAttachment.class);

    private final Attachment attachment;
    private InputStream content;
    private @Nullable Reading rehearsed;

    /**
     * Opens an attachment.
     *
     * @throws UnsendableException if it cannot be opened
     */
    OpenAttachment(Attachment attachment) throws UnsendableException {
        this.attachment = attachment;
        this.content = open(attachment);
    }

    /** Returns how many octets it has in base64; -1 where it does not tell. */
    long encodedSize() {
        Reading known = rehearsed;
        if (known != null) {
            return Base64Lines.encodedSize(known.size);
        }
        return attachment.size().isPresent()
                ? Base64Lines.encodedSize(attachment.size().getAsLong())
                : -1;
    }

    /**
     * Writes it in base64 and opens it again, so that it can be written once more, exactly as it was.
     *
     * @param most how many bytes it may have
     * @return how many it had
     * @throws UnsendableException if it cannot be read or opened again, or has more
     */
    long rehearse(OutputStream out, long most) throws IOException {
        MessageDigest digest = Sha256.digest();
        long size = copy(out, most, digest);
        close();
        content = open(attachment);
        rehearsed = new Reading(size, digest.digest());
        return size;
    }

    /**
     * Writes it in base64.
     *
     * @param most how many bytes it may have
     * @return how many it had
     * @throws UnsendableException if it cannot be read, has more, or is not what it was in the rehearsal
     */
    long writeTo(OutputStream out, long most) throws IOException {
        Reading known = rehearsed;
        if (known == null) {
            return copy(out, most, null);
        }
        MessageDigest digest = Sha256.digest();
        long size = copy(out, Math.min(most, known.size), digest);
        if (size != known.size || !MessageDigest.isEqual(digest.digest(), known.hash)) {
            throw changed();
        }
        return size;
    }

    /**
     * Adds it to a buffer in base64.
     *
     * @param most how many bytes it may have
     * @return whether it had no more than that; if it had, the buffer is as it was
     * @throws UnsendableException if it cannot be read
     */
    boolean writeTo(MailBuffer buffer, long most) throws UnsendableException {
        int start = buffer.length();
        byte[] block = buffer.base64().block();
        long size = 0;
        int count = read(block);
        while (count > 0) {
            size += count;
            if (size > most) {
                buffer.length(start);
                return false;
            }
            buffer.base64().encode(count, buffer);
            count = count < block.length ? 0 : read(block);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("an attachment could not be closed", e);
        }
    }

    private long copy(OutputStream out, long most, @Nullable MessageDigest digest) throws IOException {
        Base64Lines base64 = new Base64Lines();
        byte[] block = base64.block();
        byte[] encoded = new byte[Base64Lines.MOST_AT_ONCE];
        long total = 0;
        int count = read(block);
        while (count > 0) {
            total += count;
            if (total > most) {
                throw rehearsed == null
                        ? new UnsendableException("5.3.4", "the attachments are larger than their limit")
                        : changed();
            }
            if (digest != null) {
                digest.update(block, 0, count);
            }
            out.write(encoded, 0, base64.encode(count, encoded, 0));
            count = read(block);
        }
        return total;
    }

    private int read(byte[] block) throws UnsendableException {
        try {
            return content.readNBytes(block, 0, block.length);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw unreadable(attachment, e);
        }
    }

    private UnsendableException changed() {
        return new UnsendableException(
                "5.6.0", "the attachment '" + attachment.name() + "' changed after the mail was signed");
    }

    private static InputStream open(Attachment attachment) throws UnsendableException {
        try {
            return attachment.open();
        } catch (IOException | RuntimeException | LinkageError e) {
            throw unreadable(attachment, e);
        }
    }

    private static UnsendableException unreadable(Attachment attachment, Throwable e) {
        return new UnsendableException(
                "5.6.0",
                "the attachment '" + attachment.name() + "' cannot be read: "
                        + e.getClass().getName(),
                e);
    }

    /** What was read. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reading(long size, byte[] hash) {}
}
