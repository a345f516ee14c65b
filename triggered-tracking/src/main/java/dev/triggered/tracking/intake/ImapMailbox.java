package dev.triggered.tracking.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A folder of an account on an IMAP server (RFC 3501, RFC 9051), in which nothing but mails that come back is delivered: those that are
 * not marked as seen are read. Immutable.
 *
 * <pre>{@code
 * ImapMailbox mailbox = ImapMailbox.at("imap.acme.example").login("bounces", secret).build();
 * }</pre>
 *
 * <p>TLS is spoken from the first octet (RFC 8314) unless {@link Builder#startTls} or {@link Builder#insecure} says otherwise. The
 * server's certificate must be trusted and must be for its host name. Where the server offers {@code IDLE} (RFC 2177), new mails are read
 * when they come.
 */
public final class ImapMailbox extends BounceMailbox {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,253}|[0-9A-Fa-f:.]{2,45}");

    private final String host;
    private final int port;
    private final Security security;
    private final ImapLogin login;
    private final Options options;

    private ImapMailbox(Builder builder, ImapLogin login) {
        this.host = builder.host;
        this.port = builder.port;
        this.security = builder.security;
        this.login = login;
        this.options = new Options(builder.folder, builder.handled, builder.interval, builder.sslContext);
    }

    /**
     * Begins the description of a mailbox.
     *
     * @param host the server's name or address; its certificate is checked against it
     * @return a builder, which needs a login; the port is 993
     */
    public static Builder at(String host) {
        return at(host, 993);
    }

    /**
     * Begins the description of a mailbox.
     *
     * @param host the server's name or address; its certificate is checked against it
     * @param port its port: 993 for implicit TLS, 143 for STARTTLS
     * @return a builder, which needs a login
     */
    public static Builder at(String host, int port) {
        return new Builder(host, port);
    }

    @Override
    MailSource open() throws IOException {
        return ImapSource.open(this);
    }

    @Override
    Duration interval() {
        return options.interval;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    Security security() {
        return security;
    }

    ImapLogin login() {
        return login;
    }

    String folder() {
        return options.folder;
    }

    Handled handled() {
        return options.handled;
    }

    Optional<SSLContext> sslContext() {
        return options.sslContext;
    }

    /** Shows the server, the folder and the kind of security; not the login. */
    @Override
    public String toString() {
        return "ImapMailbox[" + host + ":" + port + "/" + options.folder + ", " + security + "]";
    }

    /** What protects the connection. */
    enum Security {
        IMPLICIT_TLS,
        STARTTLS,
        INSECURE
    }

    private record Options(String folder, Handled handled, Duration interval, Optional<SSLContext> sslContext) {}

    /** Collects the settings of a mailbox. Not thread-safe. */
    public static final class Builder {
        private final String host;
        private final int port;
        private Security security = Security.IMPLICIT_TLS;
        private Optional<ImapLogin> login = Optional.empty();
        private Optional<SSLContext> sslContext = Optional.empty();
        private String folder = "INBOX";
        private Duration interval = Duration.ofMinutes(1);
        private Handled handled = new Handled.Seen();

        private Builder(String host, int port) {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("the host of a mailbox is a name or an address");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port lies between 1 and 65535: " + port);
            }
            this.host = host;
            this.port = port;
        }

        /**
         * Logs in with a password. The last of the logins given counts.
         *
         * @param user the user name
         * @param secret the password; never shown, logged or put into an exception
         * @return this builder
         */
        public Builder login(String user, String secret) {
            this.login = Optional.of(new ImapLogin(user, () -> secret, false));
            return this;
        }

        /**
         * Logs in with an OAuth 2.0 bearer token, by {@code AUTHENTICATE XOAUTH2}.
         *
         * @param user the user name
         * @param token gives the token that is valid now; asked for each connection, on the thread of the mailbox. Where it throws, it is
         *     asked again later
         * @return this builder
         */
        public Builder bearer(String user, Supplier<String> token) {
            this.login = Optional.of(new ImapLogin(user, token, true));
            return this;
        }

        /**
         * Begins without TLS and has it before anything else is said, usually at port 143. A server that does not offer it is not logged
         * in to.
         *
         * @return this builder
         */
        public Builder startTls() {
            this.security = Security.STARTTLS;
            return this;
        }

        /**
         * Speaks without TLS, so that everybody on the way can read the login and the mails. For tests and for a server on the same
         * machine.
         *
         * @return this builder
         */
        public Builder insecure() {
            this.security = Security.INSECURE;
            return this;
        }

        /**
         * Decides which certificates are trusted.
         *
         * @param context the context; the JDK's default one unless given
         * @return this builder
         */
        public Builder sslContext(SSLContext context) {
            this.sslContext = Optional.of(context);
            return this;
        }

        /**
         * Names the folder that is read.
         *
         * @param name its name, as the server separates it; {@code INBOX} unless given
         * @return this builder
         */
        public Builder folder(String name) {
            this.folder = required(name);
            return this;
        }

        /**
         * Sets how often the mailbox is looked at, where the server does not say that a mail has come.
         *
         * @param time from 1 second to 20 minutes; 1 minute unless given
         * @return this builder
         */
        public Builder interval(Duration time) {
            this.interval = Intervals.required(time);
            return this;
        }

        /**
         * Deletes mails whose outcome is stored, instead of marking them as seen. Where the server cannot remove single ones (UIDPLUS,
         * RFC 4315) they are marked as deleted.
         *
         * @return this builder
         */
        public Builder delete() {
            this.handled = new Handled.Deleted();
            return this;
        }

        /**
         * Moves mails whose outcome is stored, instead of marking them as seen.
         *
         * @param name the folder, as the server separates its name; it is created where there is none
         * @return this builder
         */
        public Builder moveTo(String name) {
            this.handled = new Handled.Moved(required(name));
            return this;
        }

        private static String required(String folder) {
            if (folder.isBlank() || folder.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a folder has a name on one line: '" + Line.of(folder, 80) + "'");
            }
            return folder;
        }

        /**
         * Ends the description.
         *
         * @return the mailbox
         * @throws IllegalStateException if there is no login
         */
        public ImapMailbox build() {
            return new ImapMailbox(
                    this,
                    login.orElseThrow(() -> new IllegalStateException(
                            "the mailbox at " + host + " needs a login: give one with login(...) or bearer(...)")));
        }
    }
}
