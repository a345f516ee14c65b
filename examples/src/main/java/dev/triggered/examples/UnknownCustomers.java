package dev.triggered.examples;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.tracking.intake.ImapMailbox;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A mail server inside this process: a relay that takes each mail, finds out later that there is no such customer, and reports that to the
 * return path, which leads to a mailbox that can be read over IMAP.
 */
final class UnknownCustomers implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String PASSWORD = "only-for-this-process";
    private static final String REPORT = """
            Return-Path: <>
            From: Mail Delivery System <MAILER-DAEMON@mx.customer.example>
            To: <%s>
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=report

            --report
            Content-Type: text/plain

            Your mail could not be delivered.

            --report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.customer.example

            Final-Recipient: rfc822; %s
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown

            --report--
            """;

    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private final GreenMail server;
    private final GreenMailUser lost;
    private final GreenMailUser bounces;

    UnknownCustomers() {
        server = new GreenMail(new ServerSetup[] {setup(ServerSetup.SMTP), setup(ServerSetup.IMAP)});
        server.start();
        lost = server.setUser("lost@customer.example", PASSWORD);
        bounces = server.setUser("bounces@acme.example", "bounces", PASSWORD);
        server.getUserManager().setMessageDeliveryHandler(this::take);
    }

    private static ServerSetup setup(ServerSetup protocol) {
        ServerSetup setup = protocol.dynamicPort();
        setup.setServerStartupTimeout(PATIENCE_MILLIS);
        return setup;
    }

    private GreenMailUser take(MovingMessage mail, MailAddress recipient) {
        reports.add(REPORT.formatted(mail.getReturnPath().getEmail(), recipient.getEmail()));
        return lost;
    }

    /** Gives up the mails that were taken. */
    void giveUp() throws MessagingException {
        for (String report = reports.poll(); report != null; report = reports.poll()) {
            bounces.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(report.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    /** Returns how to send to this server: on the same machine, and without TLS. */
    SmtpRelay relay() {
        return SmtpRelay.at("127.0.0.1", server.getSmtp().getPort()).plaintext().build();
    }

    /** Returns how to read the mailbox of return paths: on the same machine, and without TLS. */
    ImapMailbox bounces() {
        return ImapMailbox.at("127.0.0.1", server.getImap().getPort())
                .login("bounces", PASSWORD)
                .insecure()
                .build();
    }

    /** Returns how many reports were marked as taken in. */
    long taken() throws FolderException {
        return server.getManagers().getImapHostManager().getInbox(bounces).getMessages().stream()
                .filter(mail -> mail.isSet(Flags.Flag.SEEN))
                .count();
    }

    @Override
    public void close() {
        server.stop();
    }
}
