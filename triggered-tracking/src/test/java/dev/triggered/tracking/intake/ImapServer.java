package dev.triggered.tracking.intake;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;

/** An IMAP server with one account. */
final class ImapServer implements AutoCloseable {
    static final String USER = "bounces";
    static final String PASSWORD = "a-secret";

    private final GreenMail server;
    private final GreenMailUser user;

    private ImapServer(ServerSetup setup) {
        setup.setServerStartupTimeout(30_000);
        server = new GreenMail(setup);
        server.start();
        user = server.setUser("bounces@acme.example", USER, PASSWORD);
    }

    static ImapServer start() {
        return new ImapServer(ServerSetup.IMAP.dynamicPort());
    }

    static ImapServer startTls() {
        return new ImapServer(ServerSetup.IMAPS.dynamicPort());
    }

    int port() {
        return server.getImap().getPort();
    }

    int tlsPort() {
        return server.getImaps().getPort();
    }

    ImapMailbox.Builder mailbox(int port) {
        return ImapMailbox.at("127.0.0.1", port).login(USER, PASSWORD);
    }

    void deliver(byte[] mail) {
        try {
            user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private List<StoredMessage> mails(String folder) {
        try {
            MailFolder found = server.getManagers().getImapHostManager().getFolder(user, folder, false);
            return found == null ? List.of() : found.getMessages();
        } catch (FolderException e) {
            throw new AssertionError(e);
        }
    }

    int size(String folder) {
        return mails(folder).size();
    }

    long seen() {
        return mails("INBOX").stream()
                .filter(mail -> mail.isSet(Flags.Flag.SEEN))
                .count();
    }

    @Override
    public void close() {
        server.stop();
    }
}
