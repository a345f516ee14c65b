package dev.triggered.benchmarks;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.function.LongSupplier;

/** Makes mails by Jakarta Mail. */
final class JakartaMails {
    private final Session session;
    private final boolean attachment;

    JakartaMails(SmtpTarget target) {
        this.session = Session.getInstance(settings(target.port()));
        this.attachment = target.attachment();
    }

    /** Returns the settings of a relay on this machine. */
    static Properties settings(int port) {
        Properties settings = new Properties();
        settings.put("mail.transport.protocol", "smtp");
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", Integer.toString(port));
        settings.put("mail.smtp.socketFactory", new NoDelaySockets());
        settings.put("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.localhost", "localhost");
        return settings;
    }

    Session session() {
        return session;
    }

    /** Makes the mail with the next number, ready to be sent. */
    @SuppressWarnings("JavaUtilDate") // what Jakarta Mail takes
    MimeMessage next(LongSupplier numbers) throws MessagingException {
        long number = numbers.getAsLong();
        SampleMail sample = SampleMail.of(number);
        MimeMessage mail = new Numbered(session, number);
        try {
            mail.setFrom(new InternetAddress(SampleMail.FROM, SampleMail.FROM_NAME));
            mail.setRecipients(
                    Message.RecipientType.TO,
                    new Address[] {new InternetAddress(SampleMail.recipient(number), SampleMail.TO_NAME)});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mail.setSubject(sample.subject(), "UTF-8");
        mail.setSentDate(Date.from(Instant.now()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setContent(content(sample));
        mail.saveChanges();
        return mail;
    }

    private MimeMultipart content(SampleMail sample) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(sample.text(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(sample.html(), "UTF-8", "html");
        MimeMultipart bodies = new MimeMultipart("alternative", text, html);
        if (!attachment) {
            return bodies;
        }
        MimeBodyPart both = new MimeBodyPart();
        both.setContent(bodies);
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new jakarta.activation.DataHandler(
                new jakarta.mail.util.ByteArrayDataSource(SampleMail.attached(), "application/pdf")));
        file.setFileName("invoice.pdf");
        return new MimeMultipart("mixed", both, file);
    }

    private static final class Numbered extends MimeMessage {
        private final long number;

        Numbered(Session session, long number) {
            super(session);
            this.number = number;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + number + "@notify.acme.example>");
        }
    }
}
