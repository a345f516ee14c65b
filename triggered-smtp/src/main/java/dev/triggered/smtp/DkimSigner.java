package dev.triggered.smtp;

import dev.triggered.spi.OutgoingMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs mails by DKIM (RFC 6376), relaxed/relaxed, with each key that may sign for their sender. Thread-safe. */
final class DkimSigner {
    private static final Logger LOG = LoggerFactory.getLogger(DkimSigner.class);
    private static final List<String> SIGNED = List.of(
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Reply-To",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Auto-Submitted",
            "List-Unsubscribe",
            "List-Unsubscribe-Post");
    /** Named once more than it is there, so that nobody can add a second one (RFC 6376, section 5.4.2). */
    private static final String OVERSIGNED = "From";

    private static final int USUAL_LINE = 76;
    private static final int MOST_UNSIGNED = 64;

    private final List<DkimKey> keys;
    private final Set<String> unsigned = ConcurrentHashMap.newKeySet();

    /**
     * Creates a signer.
     *
     * @throws IllegalArgumentException if two keys have the same place in DNS
     */
    DkimSigner(List<DkimKey> keys) {
        this.keys = List.copyOf(keys);
        Set<String> names = new HashSet<>();
        for (DkimKey key : keys) {
            if (!names.add(key.name())) {
                throw new IllegalArgumentException("two DKIM keys have the selector " + key.name());
            }
        }
    }

    /**
     * Puts the signatures before the header of a mail, whose large attachments are read for that.
     *
     * @param buffer what it was composed with
     * @throws UnsendableException if an attachment cannot be read, or all of them together are too large
     */
    void sign(OutgoingMail.Header mail, MimeSegments composed, MailBuffer buffer) throws UnsendableException {
        List<DkimKey> signing = keysFor(mail.from().address().domain());
        if (signing.isEmpty()) {
            return;
        }
        int header = endOfHeader(buffer);
        BodyHash body = new BodyHash();
        try {
            composed.rehearse(header + 2, body);
        } catch (UnsendableException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RelaxedHeader fields = RelaxedHeader.of(buffer.bytes(), header);
        String signatures = signatures(signing, fields, body.hash(), mail.date());
        composed.prepend(signatures.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the fields {@code DKIM-Signature}, each with its line end. */
    static String signatures(List<DkimKey> keys, RelaxedHeader header, byte[] bodyHash, Instant date) {
        StringBuilder names = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (String name : SIGNED) {
            for (RelaxedHeader.Field field : header.named(name)) {
                names.append(name).append(':');
                lines.append(field.line()).append("\r\n");
            }
        }
        names.append(OVERSIGNED);
        StringBuilder signatures = new StringBuilder();
        for (DkimKey key : keys) {
            String unsigned = "DKIM-Signature: v=1; a=" + key.algorithm() + "; c=relaxed/relaxed;\r\n d=" + key.domain()
                    + "; s=" + key.selector() + ";\r\n t=" + date.getEpochSecond()
                    + ";\r\n h=" + foldedNames(names.toString())
                    + ";\r\n bh=" + Base64.getEncoder().encodeToString(bodyHash) + ";\r\n b=";
            String signed = lines + RelaxedHeader.field(unsigned).line();
            byte[] signature = key.sign(signed.getBytes(StandardCharsets.ISO_8859_1));
            signatures.append(unsigned).append(folded(signature)).append("\r\n");
        }
        return signatures.toString();
    }

    private List<DkimKey> keysFor(String sender) {
        if (keys.isEmpty()) {
            return keys;
        }
        List<DkimKey> signing =
                keys.stream().filter(key -> key.signsFor(sender)).toList();
        boolean news = signing.isEmpty() && unsigned.size() < MOST_UNSIGNED && unsigned.add(sender);
        if (news) {
            LOG.warn("mails from {} are not signed: no DKIM key is for this domain or one above it", sender);
        }
        return signing;
    }

    /** Returns where the last field ends, with its line end. */
    private static int endOfHeader(MailBuffer buffer) {
        byte[] bytes = buffer.bytes();
        for (int i = 0; i + 3 < buffer.length(); i++) {
            if (bytes[i] == '\r' && bytes[i + 2] == '\r' && bytes[i + 1] == '\n' && bytes[i + 3] == '\n') {
                return i + 2;
            }
        }
        throw new IllegalStateException("a mail without the empty line after its header");
    }

    private static String foldedNames(String names) {
        int half = names.indexOf(':', USUAL_LINE - 20);
        return half < 0 ? names : names.substring(0, half + 1) + "\r\n  " + names.substring(half + 1);
    }

    private static String folded(byte[] signature) {
        return Base64.getMimeEncoder(USUAL_LINE - 4, "\r\n  ".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(signature);
    }
}
