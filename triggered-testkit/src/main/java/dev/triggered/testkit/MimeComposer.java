package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggered.Attachment;
import dev.triggered.Mailbox;
import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/** Writes a mail as MIME, plainly: what is fast enough for tests, in memory as a whole. */
final class MimeComposer {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private MimeComposer() {}

    static void compose(OutgoingMail mail, OutputStream out) throws IOException {
        try {
            MimeMessage message = new FixedIdMessage(mail.header().messageIdField());
            writeHeader(mail, message);
            message.setDataHandler(structure(mail).getDataHandler());
            message.saveChanges();
            message.writeTo(out);
        } catch (MessagingException e) {
            throw new IOException("message " + mail.header().id() + " cannot be written as MIME", e);
        }
    }

    private static void writeHeader(OutgoingMail mail, MimeMessage message) throws MessagingException, IOException {
        OutgoingMail.Header header = mail.header();
        message.setFrom(address(header.from()));
        if (!header.replyTo().equals(header.from())) {
            message.setReplyTo(new InternetAddress[] {address(header.replyTo())});
        }
        message.setRecipient(Message.RecipientType.TO, address(header.to()));
        message.setSubject(mail.body().subject(), UTF_8.name());
        message.setHeader("Date", DATE.format(header.date().atOffset(ZoneOffset.UTC)));
        message.setHeader("Auto-Submitted", "auto-generated");
    }

    private static InternetAddress address(Mailbox mailbox) throws IOException {
        String name = mailbox.name().isEmpty() ? null : mailbox.name();
        return new InternetAddress(mailbox.address().toString(), name, UTF_8.name());
    }

    private static MimeBodyPart structure(OutgoingMail mail) throws MessagingException, IOException {
        long room = mail.attachmentLimit();
        MimeMultipart related = new MimeMultipart("related", body(mail.body()));
        MimeMultipart mixed = new MimeMultipart("mixed");
        for (Attachment attachment : mail.attachments()) {
            byte[] content = content(attachment, room, mail.attachmentLimit());
            room -= content.length;
            (attachment.contentId().isEmpty() ? mixed : related).addBodyPart(file(attachment, content));
        }
        mixed.addBodyPart(simplest(related), 0);
        return simplest(mixed);
    }

    private static MimeBodyPart body(RenderedMail body) throws MessagingException, IOException {
        if (body.html().isEmpty()) {
            return part(body.text(), "text/plain; charset=utf-8");
        }
        MimeMultipart alternative = new MimeMultipart("alternative");
        if (!body.text().isEmpty()) {
            alternative.addBodyPart(part(body.text(), "text/plain; charset=utf-8"));
        }
        alternative.addBodyPart(part(body.html(), "text/html; charset=utf-8"));
        return simplest(alternative);
    }

    private static MimeBodyPart part(String text, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        byte[] lines = text.replaceAll("\\r\\n|\\r|\\n", "\r\n").getBytes(UTF_8);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(lines, type)));
        return part;
    }

    private static byte[] content(Attachment attachment, long room, long limit) throws IOException {
        try (InputStream in = attachment.open()) {
            byte[] content = in.readNBytes((int) Math.min(Math.max(room, 0) + 1, Integer.MAX_VALUE));
            if (content.length > room) {
                throw new IOException("the attachments have more than " + limit + " bytes together: " + attachment);
            }
            return content;
        }
    }

    private static MimeBodyPart file(Attachment attachment, byte[] content) throws MessagingException, IOException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, attachment.type())));
        part.setHeader("Content-Type", attachment.type());
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setDisposition(attachment.contentId().isEmpty() ? Part.ATTACHMENT : Part.INLINE);
        part.setFileName(attachment.name());
        if (!attachment.contentId().isEmpty()) {
            part.setContentID("<" + attachment.contentId() + ">");
        }
        return part;
    }

    /** Returns the only part, or all parts as one. */
    private static MimeBodyPart simplest(MimeMultipart parts) throws MessagingException {
        if (parts.getCount() == 1) {
            return (MimeBodyPart) parts.getBodyPart(0);
        }
        MimeBodyPart whole = new MimeBodyPart();
        whole.setContent(parts);
        return whole;
    }

    /** A message that keeps the id that it was given. */
    private static final class FixedIdMessage extends MimeMessage {
        private final String id;

        FixedIdMessage(String id) {
            super(SESSION);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
