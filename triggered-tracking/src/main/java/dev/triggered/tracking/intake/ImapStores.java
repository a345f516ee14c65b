package dev.triggered.tracking.intake;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPSSLStore;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to IMAP servers by Angus. */
final class ImapStores {
    private static final Logger LOG = LoggerFactory.getLogger(ImapStores.class);
    /** How long a connection and an answer may take; an answer to {@code IDLE} may take the interval besides. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int LONGEST_MESSAGE = 300;

    private ImapStores() {}

    static Store connect(ImapMailbox mailbox) throws IOException {
        ImapLogin login = mailbox.login();
        boolean tls = mailbox.security() == ImapMailbox.Security.IMPLICIT_TLS;
        Session session = Session.getInstance(properties(mailbox, tls ? "mail.imaps." : "mail.imap."));
        URLName address = new URLName(tls ? "imaps" : "imap", mailbox.host(), mailbox.port(), null, null, null);
        Store store = tls ? new IMAPSSLStore(session, address) : new IMAPStore(session, address);
        try {
            store.connect(
                    mailbox.host(), mailbox.port(), login.user(), login.secret().get());
            return store;
        } catch (MessagingException | RuntimeException e) {
            close(store);
            throw failed(e);
        }
    }

    private static Properties properties(ImapMailbox mailbox, String prefix) {
        Properties properties = new Properties();
        long patience = PATIENCE.toMillis();
        properties.put(prefix + "connectiontimeout", Long.toString(patience));
        properties.put(prefix + "timeout", Long.toString(mailbox.interval().toMillis() + patience));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "socketFactory.fallback", "false");
        mailbox.sslContext()
                .ifPresent(context -> properties.put(prefix + "ssl.socketFactory", context.getSocketFactory()));
        boolean startTls = mailbox.security() == ImapMailbox.Security.STARTTLS;
        properties.put(prefix + "starttls.enable", Boolean.toString(startTls));
        properties.put(prefix + "starttls.required", Boolean.toString(startTls));
        if (mailbox.login().bearer()) {
            properties.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }

    static IOException failed(Exception cause) {
        return new IOException(
                "the mail server: " + Line.of(String.valueOf(cause.getMessage()), LONGEST_MESSAGE), cause);
    }

    static void close(Store store) {
        try {
            store.close();
        } catch (MessagingException | RuntimeException e) {
            LOG.debug("a connection was not closed properly", e);
        }
    }

    /** Closes a folder, and removes nothing from it. */
    static void close(IMAPFolder folder) {
        try {
            if (folder.isOpen()) {
                folder.close(false);
            }
        } catch (MessagingException | RuntimeException e) {
            LOG.debug("a folder was not closed properly", e);
        }
    }
}
