package dev.triggered.smtp;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.Mailbox;
import dev.triggered.spi.OutgoingMail;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes a mail's MIME form (RFC 5322, RFC 2045 to 2047) straight into bytes: 7-bit, whatever it holds. */
final class ByteComposer implements MimeComposer {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public ComposedMail compose(OutgoingMail mail) throws UnsendableException {
        MimeSegments out = new MimeSegments(mail.attachmentLimit(), isInternational(mail));
        boolean done = false;
        try {
            header(mail.header(), mail.body().subject(), out);
            new Parts(mail).whole().writeTo(out);
            done = true;
            return out;
        } finally {
            if (!done) {
                out.close();
            }
        }
    }

    private static void header(OutgoingMail.Header header, String subject, MimeSegments out)
            throws UnsendableException {
        out.field("Date", DATE.format(header.date()));
        mailbox("From", header.from(), out);
        mailbox("To", header.to(), out);
        if (!header.replyTo().equals(header.from())) {
            mailbox("Reply-To", header.replyTo(), out);
        }
        out.field("Subject", HeaderText.unstructured(subject, "Subject: ".length()));
        out.field("Message-ID", header.messageIdField());
        out.field("Auto-Submitted", "auto-generated");
        out.field("MIME-Version", "1.0");
    }

    private static void mailbox(String name, Mailbox mailbox, MimeSegments out) throws UnsendableException {
        out.field(name, HeaderText.mailbox(mailbox, name.length() + 2));
    }

    private static boolean isInternational(OutgoingMail mail) {
        OutgoingMail.Header header = mail.header();
        return Stream.of(
                        mail.envelope().sender(),
                        mail.envelope().recipient(),
                        header.from().address(),
                        header.to().address(),
                        header.replyTo().address())
                .anyMatch(EmailAddress::isInternational);
    }

    /** A part: its own header fields, an empty line, its content. */
    @FunctionalInterface
    private interface Part {
        void writeTo(MimeSegments out) throws UnsendableException;
    }

    /** The tree of a mail's parts: mixed(alternative(text, related(html, images)), files), without what has one child only. */
    private static final class Parts {
        private final OutgoingMail mail;
        private int boundaries;

        Parts(OutgoingMail mail) {
            this.mail = mail;
        }

        Part whole() {
            List<Part> parts = new ArrayList<>();
            parts.add(bodies());
            for (Attachment attachment : mail.attachments()) {
                if (!isImage(attachment)) {
                    parts.add(file(attachment, "attachment"));
                }
            }
            return among("mixed", parts);
        }

        private Part bodies() {
            String html = mail.body().html();
            String plain = mail.body().text();
            List<Part> parts = new ArrayList<>();
            if (!plain.isEmpty() || html.isEmpty()) {
                parts.add(text("plain", plain));
            }
            if (!html.isEmpty()) {
                parts.add(htmlWithImages(html));
            }
            return among("alternative", parts);
        }

        private Part htmlWithImages(String html) {
            List<Part> parts = new ArrayList<>();
            parts.add(text("html", html));
            for (Attachment attachment : mail.attachments()) {
                if (isImage(attachment)) {
                    parts.add(file(attachment, "inline"));
                }
            }
            return among("related", parts);
        }

        /** Says whether the HTML shows it; without HTML it is a file like any other. */
        private boolean isImage(Attachment attachment) {
            return !attachment.contentId().isEmpty() && !mail.body().html().isEmpty();
        }

        private Part among(String subtype, List<Part> parts) {
            return parts.size() == 1 ? parts.get(0) : out -> multipart(subtype, parts, out);
        }

        private void multipart(String subtype, List<Part> parts, MimeSegments out) throws UnsendableException {
            // No text in 7-bit, quoted-printable or base64 holds this.
            String boundary = "=_" + mail.header().id().value() + "_" + ++boundaries;
            String type = subtype.equals("related") ? ";\r\n type=\"text/html\"" : "";
            out.field("Content-Type", "multipart/" + subtype + type + ";\r\n boundary=\"" + boundary + "\"");
            for (Part part : parts) {
                out.line("");
                out.line("--" + boundary);
                part.writeTo(out);
            }
            out.line("");
            out.line("--" + boundary + "--");
        }

        private static Part text(String subtype, String text) {
            return out -> {
                TextBody body = new TextBody(text);
                out.field("Content-Type", "text/" + subtype + "; charset=UTF-8");
                out.field("Content-Transfer-Encoding", body.encoding());
                out.line("");
                out.body(body);
            };
        }

        private static Part file(Attachment attachment, String disposition) {
            return out -> {
                out.field("Content-Type", typeOf(attachment));
                out.field("Content-Transfer-Encoding", "base64");
                out.field("Content-Disposition", disposition + HeaderText.parameter("filename", attachment.name()));
                if (!attachment.contentId().isEmpty()) {
                    out.field("Content-ID", "<" + attachment.contentId() + ">");
                }
                out.line("");
                out.attachment(attachment);
            };
        }

        /** A composite type must not be encoded (RFC 2045, section 6.4): such a file goes as mere octets, under its name. */
        private static String typeOf(Attachment attachment) {
            String type = attachment.type().toLowerCase(Locale.ROOT);
            boolean composite = type.startsWith("multipart/") || type.startsWith("message/");
            return composite ? "application/octet-stream" : attachment.type();
        }
    }
}
