package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one mail. */
final class MimeReader {
    private static final Session SESSION = session();

    private final List<CapturedAttachment> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;

    private MimeReader() {}

    static ParsedMail read(byte[] raw) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            MimeReader reader = new MimeReader();
            reader.readPart(message);
            return new ParsedMail(fields(message), orEmpty(reader.text), orEmpty(reader.html), reader.attachments);
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException("these " + raw.length + " bytes are no mail (RFC 5322)", e);
        }
    }

    private static Session session() {
        Properties settings = new Properties();
        settings.setProperty("mail.mime.allowutf8", "true");
        return Session.getInstance(settings);
    }

    private static List<ParsedMail.Field> fields(MimeMessage message) throws MessagingException, IOException {
        List<ParsedMail.Field> fields = new ArrayList<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            fields.add(new ParsedMail.Field(header.getName(), decoded(header.getValue())));
        }
        return fields;
    }

    private static String decoded(String value) throws UnsupportedEncodingException {
        return MimeUtility.decodeText(MimeUtility.unfold(value)).strip();
    }

    private void readPart(MimePart part) throws MessagingException, IOException {
        ContentType type = type(part);
        if (type.match("multipart/*")) {
            MimeMultipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                readPart((MimePart) inner);
            }
        } else {
            readLeaf(part, type);
        }
    }

    private void readLeaf(MimePart part, ContentType type) throws MessagingException, IOException {
        byte[] bytes;
        try (InputStream content = part.getInputStream()) {
            bytes = content.readAllBytes();
        }
        String name = part.getFileName() == null ? "" : part.getFileName();
        Charset charset = charset(type);
        boolean body = name.isEmpty() && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (body && text == null && type.match("text/plain")) {
            text = lines(bytes, charset);
        } else if (body && html == null && type.match("text/html")) {
            html = lines(bytes, charset);
        } else {
            String baseType = type.getBaseType().toLowerCase(Locale.ROOT);
            attachments.add(new CapturedAttachment(name, baseType, contentId(part), bytes, charset));
        }
    }

    /** A part without a type, or with one that cannot be read, is plain text (RFC 2045, section 5.2). */
    private static ContentType type(MimePart part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException e) {
            return new ContentType("text", "plain", null);
        }
    }

    private static Charset charset(ContentType type) {
        String name = type.getParameter("charset");
        try {
            return name == null ? UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return UTF_8;
        }
    }

    private static String contentId(MimePart part) throws MessagingException {
        String id = part.getContentID();
        return id == null ? "" : id.strip().replaceAll("^<|>$", "");
    }

    private static String lines(byte[] bytes, Charset charset) {
        return new String(bytes, charset).replace("\r\n", "\n");
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
