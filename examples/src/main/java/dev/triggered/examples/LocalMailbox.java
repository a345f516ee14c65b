package dev.triggered.examples;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.triggered.MessageId;
import dev.triggered.smtp.SmtpRelay;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Set;

/** An SMTP server inside this process with one mailbox, whose mails it prints as they were received. */
final class LocalMailbox implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;

    private final GreenMail server;

    LocalMailbox() {
        ServerSetup setup = ServerSetup.SMTP.dynamicPort();
        setup.setServerStartupTimeout(PATIENCE_MILLIS);
        server = new GreenMail(setup);
        server.start();
    }

    /** Returns how to send to this server: on the same machine, and without TLS, which it does not speak. */
    SmtpRelay relay() {
        return SmtpRelay.at("127.0.0.1", server.getSmtp().getPort()).plaintext().build();
    }

    /** Prints the mails of some messages, which were sent. */
    void print(Set<MessageId> messages, PrintStream out) throws MessagingException, IOException {
        int found = 0;
        for (MimeMessage mail : server.getReceivedMessages()) {
            if (messages.contains(id(mail))) {
                print(mail, out);
                found++;
            }
        }
        if (found < messages.size()) {
            throw new IllegalStateException("of " + messages.size() + " mails only " + found + " arrived");
        }
    }

    /** Waits until so many mails arrived. */
    void await(int mails) {
        if (!server.waitForIncomingEmail(PATIENCE_MILLIS, mails)) {
            throw new IllegalStateException("not even " + mails + " mails arrived");
        }
    }

    /** Returns which message the first mail that arrived is. */
    MessageId first() throws MessagingException {
        return id(server.getReceivedMessages()[0]);
    }

    private static MessageId id(MimeMessage mail) throws MessagingException {
        String id = mail.getMessageID(); // <id@domain>
        return new MessageId(id.substring(1, id.indexOf('@')));
    }

    /** Returns the HTML of the first mail that arrived. */
    String html() throws MessagingException, IOException {
        return html(server.getReceivedMessages()[0]);
    }

    private static String html(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            StringBuilder html = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                html.append(html(parts.getBodyPart(i)));
            }
            return html.toString();
        }
        return part.isMimeType("text/html") ? part.getContent().toString() : "";
    }

    private static void print(MimeMessage mail, PrintStream out) throws MessagingException, IOException {
        out.println();
        out.println("=".repeat(78));
        for (Header header : Collections.list(mail.getAllHeaders())) {
            out.println(header.getName() + ": " + MimeUtility.decodeText(MimeUtility.unfold(header.getValue())));
        }
        printParts(mail, out);
    }

    private static void printParts(Part part, PrintStream out) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                printParts(child, out);
            }
        } else if (part.getFileName() != null) {
            int size = part.getInputStream().readAllBytes().length;
            out.println();
            out.println("[" + (Part.INLINE.equals(part.getDisposition()) ? "inline" : "attachment") + "] "
                    + MimeUtility.decodeText(part.getFileName()) + ", " + size + " bytes");
        } else if (part.isMimeType("text/plain")) {
            out.println();
            out.println(part.getContent());
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
