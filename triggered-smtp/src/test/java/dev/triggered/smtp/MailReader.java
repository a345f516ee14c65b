package dev.triggered.smtp;

import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import dev.triggered.smtp.ReadMail.Leaf;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.field.ContentDispositionField;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;

/** Two readers of mails that are not ours and know nothing of each other. */
enum MailReader {
    JAKARTA_MAIL {
        @Override
        ReadMail read(byte[] mail) throws Exception {
            Properties settings = new Properties();
            settings.setProperty("mail.mime.allowutf8", "true");
            MimeMessage message = new MimeMessage(Session.getInstance(settings), new ByteArrayInputStream(mail));
            List<Leaf> leaves = new ArrayList<>();
            collect(message, leaves);
            return new ReadMail(
                    message.getSubject(),
                    mailbox(message.getFrom()[0]),
                    mailbox(message.getAllRecipients()[0]),
                    mailbox(message.getReplyTo()[0]),
                    leaves);
        }

        private static Mailbox mailbox(jakarta.mail.Address address) {
            InternetAddress known = (InternetAddress) address;
            return new Mailbox(orEmpty(known.getPersonal()), EmailAddress.parse(known.getAddress()));
        }

        private static void collect(Part part, List<Leaf> leaves) throws MessagingException, IOException {
            if (part.getContent() instanceof Multipart multipart) {
                for (int i = 0; i < multipart.getCount(); i++) {
                    collect(multipart.getBodyPart(i), leaves);
                }
                return;
            }
            String[] id = part.getHeader("Content-ID");
            leaves.add(new Leaf(
                    new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT),
                    orEmpty(part.getFileName()),
                    id == null ? "" : id[0],
                    orEmpty(part.getDisposition()),
                    part.getInputStream().readAllBytes()));
        }
    },

    MIME4J {
        @Override
        ReadMail read(byte[] mail) throws Exception {
            DefaultMessageBuilder builder = new DefaultMessageBuilder();
            builder.setMimeEntityConfig(MimeConfig.custom()
                    .setMaxLineLen(1_000)
                    .setMaxHeaderLen(1_000_000)
                    .build());
            Message message = builder.parseMessage(new ByteArrayInputStream(mail));
            List<Leaf> leaves = new ArrayList<>();
            collect(message, leaves);
            Mailbox from = mailbox(message.getFrom().get(0));
            boolean elsewhere = message.getReplyTo() != null;
            return new ReadMail(
                    message.getSubject(),
                    from,
                    mailbox((org.apache.james.mime4j.dom.address.Mailbox)
                            message.getTo().get(0)),
                    elsewhere
                            ? mailbox((org.apache.james.mime4j.dom.address.Mailbox)
                                    message.getReplyTo().get(0))
                            : from,
                    leaves);
        }

        private static Mailbox mailbox(org.apache.james.mime4j.dom.address.Mailbox mailbox) {
            return new Mailbox(orEmpty(mailbox.getName()), EmailAddress.parse(mailbox.getAddress()));
        }

        private static void collect(Entity entity, List<Leaf> leaves) throws IOException {
            if (entity.getBody() instanceof org.apache.james.mime4j.dom.Multipart multipart) {
                for (Entity part : multipart.getBodyParts()) {
                    collect(part, leaves);
                }
                return;
            }
            ContentDispositionField disposition =
                    (ContentDispositionField) entity.getHeader().getField("Content-Disposition");
            Field id = entity.getHeader().getField("Content-ID");
            leaves.add(new Leaf(
                    entity.getMimeType(),
                    disposition == null ? "" : orEmpty(disposition.getFilename()),
                    id == null ? "" : id.getBody(),
                    disposition == null ? "" : disposition.getDispositionType(),
                    ((SingleBody) entity.getBody()).getInputStream().readAllBytes()));
        }
    };

    /** Reads a mail as it would stand in a mailbox. */
    abstract ReadMail read(byte[] mail) throws Exception;

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
