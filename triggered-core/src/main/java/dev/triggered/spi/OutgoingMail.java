package dev.triggered.spi;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import dev.triggered.MessageId;
import dev.triggered.RenderedMail;
import java.time.Instant;
import java.util.List;

/**
 * A personalised mail with all that its MIME form is made from. It has one envelope recipient.
 *
 * @param envelope who the relay is told about
 * @param header what the reader sees above the mail
 * @param body the subject and the bodies
 * @param attachments the files
 * @param attachmentLimit the most bytes of all attachments together, before encoding; a mail beyond it is refused
 */
public record OutgoingMail(
        Envelope envelope, Header header, RenderedMail body, List<Attachment> attachments, long attachmentLimit) {
    /**
     * Checks and copies the components.
     *
     * @param envelope as for the record
     * @param header as for the record
     * @param body as for the record
     * @param attachments as for the record
     * @param attachmentLimit as for the record
     */
    public OutgoingMail {
        attachments = List.copyOf(attachments);
    }

    /**
     * The envelope (RFC 5321, section 2.3.1).
     *
     * @param sender the return path
     * @param recipient the one recipient
     */
    public record Envelope(EmailAddress sender, EmailAddress recipient) {}

    /**
     * The header fields that differ from mail to mail (RFC 5322, section 3.6). {@code Auto-Submitted: auto-generated}
     * (RFC 3834, section 5) stands in every mail.
     *
     * @param id the message; the {@code Message-ID} is this id at the sender's domain, the same for each attempt
     * @param date the {@code Date}
     * @param from the sender
     * @param replyTo where replies go; no field is written where it is the sender
     * @param to the recipient
     */
    public record Header(MessageId id, Instant date, Mailbox from, Mailbox replyTo, Mailbox to) {
        /**
         * Returns the value of the {@code Message-ID} field.
         *
         * @return the id at the sender's domain, in angle brackets
         */
        public String messageIdField() {
            return "<" + id.value() + "@" + from.address().domain() + ">";
        }
    }
}
