package dev.triggered.smtp;

import dev.triggered.Attachment;
import dev.triggered.MessageId;
import dev.triggered.spi.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The tree of a mail's parts: mixed(alternative(text, related(html, images)), files), without what has one child only. Written
 * once.
 */
final class MimeTree {
    private static final byte[] PLAIN = ascii("Content-Type: text/plain; charset=UTF-8\r\n");
    private static final byte[] HTML = ascii("Content-Type: text/html; charset=UTF-8\r\n");
    private static final byte[] ENCODING = ascii("Content-Transfer-Encoding: ");
    private static final byte[] END_OF_HEADER = ascii("\r\n\r\n");
    private static final byte[] MIXED = ascii("Content-Type: multipart/mixed;\r\n boundary=\"=_");
    private static final byte[] ALTERNATIVE = ascii("Content-Type: multipart/alternative;\r\n boundary=\"=_");
    private static final byte[] RELATED =
            ascii("Content-Type: multipart/related;\r\n type=\"text/html\";\r\n boundary=\"=_");
    private static final byte[] DELIMITER = ascii("\r\n--=_");

    private final OutgoingMail mail;
    private final MessageId id;
    private final MimeSegments segments;
    private final MailBuffer out;
    private int boundaries;

    MimeTree(OutgoingMail mail, MimeSegments segments, MailBuffer out) {
        this.mail = mail;
        this.id = mail.header().id();
        this.segments = segments;
        this.out = out;
    }

    /** Writes it, from the field {@code Content-Type} on. */
    void write() throws UnsendableException {
        List<Attachment> attachments = mail.attachments();
        int images = 0;
        for (int i = 0; i < attachments.size(); i++) {
            images += isImage(attachments.get(i)) ? 1 : 0;
        }
        if (images == attachments.size()) {
            bodies(images > 0);
            return;
        }
        int mixed = open(MIXED);
        next(mixed);
        bodies(images > 0);
        files(mixed, false);
        close(mixed);
    }

    private void bodies(boolean images) throws UnsendableException {
        String html = mail.body().html();
        String plain = mail.body().text();
        if (html.isEmpty()) {
            text(PLAIN, plain);
        } else if (plain.isEmpty()) {
            html(html, images);
        } else {
            int alternative = open(ALTERNATIVE);
            next(alternative);
            text(PLAIN, plain);
            next(alternative);
            html(html, images);
            close(alternative);
        }
    }

    private void html(String html, boolean images) throws UnsendableException {
        if (!images) {
            text(HTML, html);
            return;
        }
        int related = open(RELATED);
        next(related);
        text(HTML, html);
        files(related, true);
        close(related);
    }

    private void text(byte[] type, String text) {
        TextBody body = out.text(text);
        out.put(type);
        out.put(ENCODING);
        out.put(body.encoding().value());
        out.put(END_OF_HEADER);
        body.writeTo(out);
    }

    private void files(int boundary, boolean images) throws UnsendableException {
        for (Attachment attachment : mail.attachments()) {
            if (isImage(attachment) == images) {
                next(boundary);
                file(attachment, images ? "inline" : "attachment");
            }
        }
    }

    /** Says whether the HTML shows it; without HTML it is a file like any other. */
    private boolean isImage(Attachment attachment) {
        return !attachment.contentId().isEmpty() && !mail.body().html().isEmpty();
    }

    private void file(Attachment attachment, String disposition) throws UnsendableException {
        field("Content-Type", typeOf(attachment));
        field("Content-Transfer-Encoding", "base64");
        int start = out.length();
        out.put("Content-Disposition: ");
        out.put(disposition);
        HeaderText.parameter("filename", attachment.name(), out);
        out.endField("Content-Disposition", start);
        if (!attachment.contentId().isEmpty()) {
            field("Content-ID", "<" + attachment.contentId() + ">");
        }
        out.put("\r\n");
        segments.attachment(attachment);
    }

    private void field(String name, String value) throws UnsendableException {
        int start = out.length();
        out.put(name);
        out.put(": ");
        out.put(value);
        out.endField(name, start);
    }

    /** A composite type must not be encoded (RFC 2045, section 6.4): such a file goes as mere octets, under its name. */
    private static String typeOf(Attachment attachment) {
        String type = attachment.type().toLowerCase(Locale.ROOT);
        boolean composite = type.startsWith("multipart/") || type.startsWith("message/");
        return composite ? "application/octet-stream" : attachment.type();
    }

    /** Begins a part that has parts, and returns the number of its boundary. */
    private int open(byte[] type) {
        int boundary = ++boundaries;
        out.put(type);
        boundary(boundary);
        out.put("\"\r\n");
        return boundary;
    }

    private void next(int boundary) {
        out.put(DELIMITER);
        boundary(boundary);
        out.put("\r\n");
    }

    private void close(int boundary) {
        out.put(DELIMITER);
        boundary(boundary);
        out.put("--\r\n");
    }

    /** Together with {@code =_} before it, no text in 7-bit, quoted-printable or base64 holds this. */
    private void boundary(int number) {
        out.put(id.value());
        out.put('_');
        out.put('0' + number);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
