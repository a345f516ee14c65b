package dev.triggered.smtp;

import dev.triggered.Mailbox;
import dev.triggered.spi.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a mail's MIME form (RFC 5322, RFC 2045 to 2047) straight into bytes: 7-bit, whatever it holds. */
final class ByteComposer implements MimeComposer {
    private static final byte[] DATE = "Date: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUBJECT = "Subject:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE_ID = "Message-ID: <".getBytes(StandardCharsets.US_ASCII);

    private final SenderFields.Known senders = new SenderFields.Known();
    private final DkimSigner signer;

    ByteComposer() {
        this(new DkimSigner(List.of()));
    }

    ByteComposer(DkimSigner signer) {
        this.signer = signer;
    }

    @Override
    public ComposedMail compose(OutgoingMail mail, MailBuffer buffer) throws UnsendableException {
        SenderFields sender = senders.of(mail.header());
        MimeSegments composed = new MimeSegments(buffer, mail.attachmentLimit(), isInternational(mail, sender));
        boolean done = false;
        try {
            buffer.clear();
            header(mail.header(), mail.body().subject(), sender, buffer);
            new MimeTree(mail, composed, buffer).write();
            signer.sign(mail.header(), composed, buffer);
            done = true;
            return composed;
        } finally {
            if (!done) {
                composed.close();
            }
        }
    }

    private static void header(OutgoingMail.Header header, String subject, SenderFields sender, MailBuffer out)
            throws UnsendableException {
        out.put(DATE);
        DateText.write(header.date(), out);
        out.put("\r\n");
        out.put(sender.from());
        SenderFields.mailbox("To", header.to(), out);
        int start = out.length();
        out.put(SUBJECT);
        if (!subject.isEmpty()) {
            out.put(' ');
            HeaderText.unstructured(subject, SUBJECT.length + 1, out);
        }
        out.endField("Subject", start);
        out.put(MESSAGE_ID);
        out.put(header.id().value());
        out.put(sender.end());
    }

    private static boolean isInternational(OutgoingMail mail, SenderFields sender) {
        OutgoingMail.Envelope envelope = mail.envelope();
        Mailbox to = mail.header().to();
        return sender.international()
                || envelope.sender().isInternational()
                || envelope.recipient().isInternational()
                || to.address().isInternational();
    }
}
