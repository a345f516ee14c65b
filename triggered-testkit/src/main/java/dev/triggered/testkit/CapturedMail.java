package dev.triggered.testkit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it was received: what a mail program would show of it, read from its bytes. Immutable.
 *
 * <p>Texts are decoded, and their line ends are {@code \n}. What a mail does not have is empty text.
 */
public final class CapturedMail {
    private final String sender;
    private final String recipient;
    private final byte[] raw;
    private volatile @Nullable ParsedMail parsed;

    private CapturedMail(String sender, String recipient, byte[] raw) {
        this.sender = sender;
        this.recipient = recipient;
        this.raw = raw;
    }

    /** Returns a mail whose bytes, which nobody else changes, are read only when somebody wants to know what is in them. */
    static CapturedMail unread(String sender, String recipient, byte[] raw) {
        return new CapturedMail(sender, recipient, raw);
    }

    /**
     * Reads a mail.
     *
     * @param sender the sender of its envelope
     * @param recipient the recipient of its envelope
     * @param raw the header and the body (RFC 5322); copied
     * @return the mail
     * @throws IllegalArgumentException if the bytes are no mail
     */
    public static CapturedMail parse(String sender, String recipient, byte[] raw) {
        CapturedMail mail = unread(sender, recipient, raw.clone());
        mail.parsed();
        return mail;
    }

    /**
     * Reads what a scripted relay has received.
     *
     * @param message a message to one recipient, as every mail of the library is
     * @return the mail
     * @throws IllegalArgumentException if it has more recipients, or its bytes are no mail
     */
    public static CapturedMail of(ReceivedMessage message) {
        List<String> recipients = message.recipients();
        if (recipients.size() != 1) {
            throw new IllegalArgumentException("a mail of the library has one recipient, and not " + recipients);
        }
        return parse(message.sender(), recipients.get(0), message.content());
    }

    /**
     * Returns the sender of the envelope, to which a bounce goes.
     *
     * @return the address
     */
    public String sender() {
        return sender;
    }

    /**
     * Returns the recipient of the envelope, who gets the mail whatever its header says.
     *
     * @return the address
     */
    public String recipient() {
        return recipient;
    }

    /**
     * Returns the subject.
     *
     * @return one line
     */
    public String subject() {
        return header("Subject").orElse("");
    }

    /**
     * Returns the plain-text body.
     *
     * @return the first plain text that is not an attachment
     */
    public String text() {
        return parsed().text();
    }

    /**
     * Returns the HTML body.
     *
     * @return the first HTML that is not an attachment
     */
    public String html() {
        return parsed().html();
    }

    /**
     * Returns what identifies the mail.
     *
     * @return the value of {@code Message-ID}, with its angle brackets
     */
    public String messageId() {
        return header("Message-ID").orElse("");
    }

    /**
     * Returns a header field.
     *
     * @param name its name; letter case is ignored
     * @return the value of the first field of that name, on one line and decoded, or empty if there is none
     */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /**
     * Returns all header fields of a name.
     *
     * @param name their name; letter case is ignored
     * @return the values from top to bottom, each on one line and decoded
     */
    public List<String> headers(String name) {
        return parsed().headers().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(ParsedMail.Field::value)
                .toList();
    }

    /**
     * Returns the attachments, inline ones among them.
     *
     * @return the attachments in the order of the mail
     */
    public List<CapturedAttachment> attachments() {
        return parsed().attachments();
    }

    /**
     * Returns an attachment.
     *
     * @param name its file name
     * @return the first attachment of that name
     * @throws AssertionError if there is none; it tells which there are
     */
    public CapturedAttachment attachment(String name) {
        return attachments().stream()
                .filter(attachment -> attachment.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no attachment '" + name + "' in " + this + ", which has " + attachments()));
    }

    /**
     * Returns the mail as it was received.
     *
     * @return its bytes, in an array of the caller's own
     */
    public byte[] raw() {
        return raw.clone();
    }

    /** Shows the recipient, the subject and the size, nothing of the body. */
    @Override
    public String toString() {
        return "mail to " + recipient + ", '" + subject() + "', " + raw.length + " bytes";
    }

    private ParsedMail parsed() {
        ParsedMail known = parsed;
        if (known == null) {
            known = MimeReader.read(raw);
            parsed = known;
        }
        return known;
    }
}
