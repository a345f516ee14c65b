package dev.triggered.smtp;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A relay and how to speak to it. Immutable.
 *
 * <pre>{@code
 * SmtpRelay relay = SmtpRelay.at("smtp.acme.example", 587).login("user", secret).build();
 * }</pre>
 *
 * <p>STARTTLS (RFC 3207) is required unless {@link Builder#implicitTls} or {@link Builder#plaintext} says otherwise: a relay
 * that does not offer it gets no mail. The relay's certificate must be trusted and must be for its host name.
 */
public final class SmtpRelay {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,253})|\\[?[0-9A-Fa-f:.]{2,45}]?");
    private static final Pattern HELLO_NAME = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,255}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[?(0*:)+0*1]?");

    private final String host;
    private final int port;
    private final Security security;
    private final Login login;
    private final Options options;
    private final Rank rank;

    private SmtpRelay(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.security = builder.security;
        this.login = builder.login;
        this.options = new Options(builder.sslContext, builder.timeouts, builder.helloName);
        this.rank = new Rank(builder.priority, builder.weight, builder.connections);
    }

    /**
     * Begins the description of a relay.
     *
     * @param host its name or address; a certificate is checked against it
     * @param port its port: 587 for STARTTLS, 465 for implicit TLS (RFC 8314), 25 between servers
     * @return a builder
     */
    public static Builder at(String host, int port) {
        return new Builder(host, port);
    }

    /**
     * Returns its host and port.
     *
     * @return such as {@code smtp.acme.example:587}
     */
    public String address() {
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + port;
    }

    /** Shows the host, the port and the kind of security; not the login. */
    @Override
    public String toString() {
        return "SmtpRelay[" + address() + ", " + security + "]";
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

    Login login() {
        return login;
    }

    SmtpTimeouts timeouts() {
        return options.timeouts;
    }

    Optional<SSLContext> sslContext() {
        return options.sslContext;
    }

    /** Returns what to say in EHLO; empty for the address of the connection. */
    Optional<String> helloName() {
        return options.helloName;
    }

    int priority() {
        return rank.priority;
    }

    int weight() {
        return rank.weight;
    }

    /** Returns the most connections to it at once. */
    int connections() {
        return rank.connections;
    }

    /** What protects the connection. */
    enum Security {
        STARTTLS,
        IMPLICIT_TLS,
        PLAINTEXT
    }

    private record Options(Optional<SSLContext> sslContext, SmtpTimeouts timeouts, Optional<String> helloName) {}

    private record Rank(int priority, int weight, int connections) {}

    /** Collects the settings of a relay. Not thread-safe. */
    public static final class Builder {
        private final String host;
        private final int port;
        private Security security = Security.STARTTLS;
        private Login login = new Login.None();
        private boolean loginInPlaintext;
        private Optional<SSLContext> sslContext = Optional.empty();
        private Optional<String> helloName = Optional.empty();
        private SmtpTimeouts timeouts = SmtpTimeouts.standard();
        private int priority;
        private int weight = 1;
        private int connections = Integer.MAX_VALUE;

        private Builder(String host, int port) {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("a relay's host is a name or an address");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port lies between 1 and 65535: " + port);
            }
            this.host = host;
            this.port = port;
        }

        /**
         * Logs in with a password, by AUTH PLAIN or, where only that is offered, LOGIN. The last of the logins given counts;
         * without one there is no log-in.
         *
         * @param user the user name
         * @param secret the password; never shown, logged or put into an exception
         * @return this builder
         */
        public Builder login(String user, String secret) {
            this.login = new Login.Password(user, secret);
            return this;
        }

        /**
         * Logs in with an OAuth 2.0 bearer token, by AUTH XOAUTH2.
         *
         * @param user the user name
         * @param token gives the token that is valid now; asked for each connection, on a thread of a lane. Where it throws,
         *     the mail is deferred
         * @return this builder
         */
        public Builder bearer(String user, Supplier<String> token) {
            this.login = new Login.Bearer(user, token);
            return this;
        }

        /**
         * Speaks TLS from the first byte (RFC 8314, section 3.3), usually at port 465.
         *
         * @return this builder
         */
        public Builder implicitTls() {
            this.security = Security.IMPLICIT_TLS;
            return this;
        }

        /**
         * Speaks without TLS, so that everybody on the way can read and change each mail. For tests and for a relay on the same
         * machine.
         *
         * @return this builder
         */
        public Builder plaintext() {
            this.security = Security.PLAINTEXT;
            return this;
        }

        /**
         * Permits a log-in together with {@link #plaintext()} at another machine, so that everybody on the way can read the
         * password.
         *
         * @return this builder
         */
        public Builder loginInPlaintext() {
            this.loginInPlaintext = true;
            return this;
        }

        /**
         * Decides which certificates are trusted, and which one of our own is shown.
         *
         * @param context the context; the JDK's default one unless given
         * @return this builder
         */
        public Builder sslContext(SSLContext context) {
            this.sslContext = Optional.of(context);
            return this;
        }

        /**
         * Names this host in EHLO (RFC 5321, section 4.1.1.1).
         *
         * @param name a fully qualified host name; the connection's own address as a literal unless given
         * @return this builder
         */
        public Builder helloName(String name) {
            if (!HELLO_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a name for EHLO is a host name or an address literal");
            }
            this.helloName = Optional.of(name);
            return this;
        }

        /**
         * Limits how long the relay may take.
         *
         * @param limits the limits; {@link SmtpTimeouts#standard()} unless given
         * @return this builder
         */
        public Builder timeouts(SmtpTimeouts limits) {
            this.timeouts = limits;
            return this;
        }

        /**
         * Ranks the relay among those of a dispatcher, as in a SRV record (RFC 2782): one with a higher value is used while no
         * connection to those with lower ones can be made.
         *
         * @param value 0 to 65535; 0, the most preferred, unless given
         * @return this builder
         */
        public Builder priority(int value) {
            this.priority = ranged("a priority", value, 0);
            return this;
        }

        /**
         * Decides how many of the connections go to this relay, as in a SRV record (RFC 2782): among those of the same priority each
         * gets a part that is proportional to its weight, by chance.
         *
         * @param value 0 to 65535; 1 unless given. Those with 0 are used while no connection to the others can be made
         * @return this builder
         */
        public Builder weight(int value) {
            this.weight = ranged("a weight", value, 0);
            return this;
        }

        /**
         * Limits how many connections to the relay there are at once, in all lanes together.
         *
         * @param most 1 to 65535; no limit but that of the lanes unless given
         * @return this builder
         */
        public Builder connections(int most) {
            this.connections = ranged("the number of connections to a relay", most, 1);
            return this;
        }

        private static int ranged(String what, int value, int least) {
            if (value < least || value > 65_535) {
                throw new IllegalArgumentException(what + " lies between " + least + " and 65535: " + value);
            }
            return value;
        }

        /**
         * Ends the description.
         *
         * @return the relay
         * @throws IllegalStateException if a password or a token would go to another machine without TLS
         */
        public SmtpRelay build() {
            boolean exposed = security == Security.PLAINTEXT
                    && !(login instanceof Login.None)
                    && !LOOPBACK.matcher(host).matches();
            if (exposed && !loginInPlaintext) {
                throw new IllegalStateException("the login would go to " + host
                        + " unencrypted: leave plaintext() out, or call loginInPlaintext() if that is meant");
            }
            return new SmtpRelay(this);
        }
    }
}
