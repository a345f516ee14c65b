package dev.triggered.benchmarks;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Whether a mail that came is the mail that was sent: the subject, both bodies and the attachment, exactly. */
final class SmtpCheck {
    private static final String FILE = "file";
    private static final Session SESSION = Session.getInstance(new Properties());

    private SmtpCheck() {}

    /** Throws if it is another one. */
    static void require(byte[] mail, boolean attachment) throws IOException {
        try {
            MimeMessage parsed = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
            Map<String, byte[]> parts = new HashMap<>();
            collect((Multipart) parsed.getContent(), parts);
            SampleMail sent = SampleMail.of(number(parsed));
            require("subject", sent.subject().equals(parsed.getSubject()), mail);
            require("text", isText(parts, "text/plain", sent.text()), mail);
            require("HTML", isText(parts, "text/html", sent.html()), mail);
            boolean right =
                    attachment ? Arrays.equals(SampleMail.attached(), parts.get(FILE)) : !parts.containsKey(FILE);
            require("attachment", right, mail);
        } catch (MessagingException | ClassCastException e) {
            throw new IllegalStateException("a mail came that cannot be read: " + excerpt(mail), e);
        }
    }

    private static long number(MimeMessage mail) throws MessagingException {
        String address = ((InternetAddress) mail.getAllRecipients()[0]).getAddress();
        return Long.parseLong(address.replaceAll("\\D", ""));
    }

    private static void collect(Multipart multipart, Map<String, byte[]> parts) throws MessagingException, IOException {
        for (int i = 0; i < multipart.getCount(); i++) {
            BodyPart part = multipart.getBodyPart(i);
            if (part.isMimeType("multipart/*")) {
                collect((Multipart) part.getContent(), parts);
            } else if (part.getFileName() != null) {
                parts.put(FILE, part.getInputStream().readAllBytes());
            } else {
                String type = part.isMimeType("text/html") ? "text/html" : "text/plain";
                parts.put(type, ((String) part.getContent()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean isText(Map<String, byte[]> parts, String type, String sent) {
        byte[] came = parts.get(type);
        String lines = sent.replace("\n", "\r\n");
        return came != null && new String(came, StandardCharsets.UTF_8).equals(lines);
    }

    private static void require(String what, boolean right, byte[] mail) {
        if (!right) {
            throw new IllegalStateException("a mail came with another " + what + " than was sent: " + excerpt(mail));
        }
    }

    private static String excerpt(byte[] mail) {
        return new String(mail, 0, Math.min(mail.length, 6_000), StandardCharsets.UTF_8);
    }
}
