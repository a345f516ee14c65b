package dev.triggered.smtp;

import dev.triggered.Attachment;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attachment whose content was opened and is read once, in blocks. */
final class OpenAttachment implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAttachment.class);
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder();
    private static final int OCTETS_ON_A_LINE = 57;
    private static final int BLOCK = OCTETS_ON_A_LINE * 144;
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Attachment attachment;
    private final InputStream content;

    /**
     * Opens an attachment.
     *
     * @throws UnsendableException if it cannot be opened
     */
    OpenAttachment(Attachment attachment) throws UnsendableException {
        this.attachment = attachment;
        try {
            this.content = attachment.open();
        } catch (IOException | RuntimeException | LinkageError e) {
            throw unreadable(e);
        }
    }

    /** Returns how many octets it has in base64; -1 where it does not tell. */
    long encodedSize() {
        if (attachment.size().isEmpty()) {
            return -1;
        }
        long size = attachment.size().getAsLong();
        long lines = (size + OCTETS_ON_A_LINE - 1) / OCTETS_ON_A_LINE;
        return (size + 2) / 3 * 4 + lines * CRLF.length;
    }

    /**
     * Writes it in base64.
     *
     * @param most how many bytes it may have
     * @return how many it had
     * @throws UnsendableException if it cannot be read, or has more
     */
    long writeTo(OutputStream out, long most) throws IOException {
        byte[] block = new byte[BLOCK];
        byte[] encoded = new byte[BLOCK / OCTETS_ON_A_LINE * 78];
        long total = 0;
        int count = read(block);
        while (count > 0) {
            total += count;
            if (total > most) {
                throw new UnsendableException("5.3.4", "the attachments are larger than their limit");
            }
            int length = ENCODER.encode(count == BLOCK ? block : Arrays.copyOf(block, count), encoded);
            out.write(encoded, 0, length);
            out.write(CRLF);
            count = read(block);
        }
        return total;
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("an attachment could not be closed", e);
        }
    }

    private int read(byte[] block) throws UnsendableException {
        try {
            return content.readNBytes(block, 0, block.length);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw unreadable(e);
        }
    }

    private UnsendableException unreadable(Throwable e) {
        return new UnsendableException(
                "5.6.0",
                "the attachment '" + attachment.name() + "' cannot be read: "
                        + e.getClass().getName(),
                e);
    }
}
