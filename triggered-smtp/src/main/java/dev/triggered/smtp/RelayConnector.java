package dev.triggered.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to one relay: TCP, greeting, EHLO, TLS, log-in (RFC 5321, section 3.1; RFC 3207; RFC 4954). */
final class RelayConnector {
    private static final Logger LOG = LoggerFactory.getLogger(RelayConnector.class);
    private static final int MOST_ADDRESSES = 4;

    private final SmtpRelay relay;
    private final SmtpTimeouts timeouts;
    private final Watchdog watchdog;

    RelayConnector(RelayState state, Watchdog watchdog) {
        this.relay = state.relay();
        this.timeouts = relay.timeouts();
        this.watchdog = watchdog;
    }

    /**
     * Makes a connection.
     *
     * @param visit the use of the relay that it is going to be
     * @param onWire as for {@link Connector}
     * @throws SetUpException if it cannot be made
     */
    Link connect(Relays.Visit visit, Consumer<Wire> onWire) throws SetUpException {
        Wire wire = connected(onWire);
        boolean ready = false;
        try {
            Capabilities capabilities = prepare(wire);
            ready = true;
            LOG.debug("connected to {}", relay);
            return new Link(wire, capabilities, visit);
        } catch (SetUpException e) {
            throw e;
        } catch (IOException e) {
            throw new SetUpException("4.4.2", "the connection broke before the first mail: " + reasonOf(e), e);
        } finally {
            if (!ready) {
                wire.close();
            }
        }
    }

    private Wire connected(Consumer<Wire> onWire) throws SetUpException {
        InetAddress[] addresses = addresses();
        IOException failure = new IOException("no address");
        for (int i = 0; i < Math.min(addresses.length, MOST_ADDRESSES); i++) {
            Wire wire = new Wire(watchdog, timeouts.data());
            onWire.accept(wire);
            try {
                wire.connect(new InetSocketAddress(addresses[i], relay.port()), timeouts.connect());
                return wire;
            } catch (IOException e) {
                wire.close();
                failure = e;
            }
        }
        throw new SetUpException("4.4.1", "cannot connect: " + reasonOf(failure), failure);
    }

    private InetAddress[] addresses() throws SetUpException {
        try {
            return InetAddress.getAllByName(relay.host());
        } catch (UnknownHostException e) {
            throw new SetUpException("4.4.4", "the relay's name cannot be resolved: " + relay.host(), e);
        }
    }

    private Capabilities prepare(Wire wire) throws IOException {
        if (relay.security() == SmtpRelay.Security.IMPLICIT_TLS) {
            startTls(wire);
        }
        require(wire.reply(timeouts.reply()), 220, "the relay takes no connection");
        Capabilities capabilities = hello(wire);
        if (relay.security() == SmtpRelay.Security.STARTTLS) {
            upgrade(wire, capabilities);
            capabilities = hello(wire);
        }
        new Authenticator(relay.login(), timeouts.reply()).logIn(wire, capabilities);
        return capabilities;
    }

    private Capabilities hello(Wire wire) throws IOException {
        String name = relay.helloName().orElseGet(wire::localLiteral);
        Reply ehlo = wire.command("EHLO " + name, timeouts.reply());
        if (ehlo.positive()) {
            return Capabilities.of(ehlo);
        }
        if (ehlo.permanent()) {
            require(wire.command("HELO " + name, timeouts.reply()), 250, "the relay refused EHLO and HELO");
            return Capabilities.none();
        }
        throw new SetUpException("the relay refused EHLO", ehlo);
    }

    private void upgrade(Wire wire, Capabilities capabilities) throws IOException {
        if (!capabilities.offers("STARTTLS")) {
            throw new SetUpException("4.7.4", "the relay offers no STARTTLS, and mail is not sent unprotected");
        }
        require(wire.command("STARTTLS", timeouts.reply()), 220, "the relay refused STARTTLS");
        startTls(wire);
    }

    private void startTls(Wire wire) throws IOException {
        try {
            wire.startTls(socketFactory(), relay.host(), timeouts.connect());
        } catch (SSLException e) {
            throw new SetUpException("4.7.5", "TLS failed: " + reasonOf(e), e);
        } catch (IOException e) {
            throw new SetUpException("4.7.5", "the connection broke in the TLS handshake: " + reasonOf(e), e);
        }
    }

    private SSLSocketFactory socketFactory() throws SetUpException {
        if (relay.sslContext().isPresent()) {
            return relay.sslContext().get().getSocketFactory();
        }
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new SetUpException("4.7.5", "this JVM has no default SSLContext: " + reasonOf(e), e);
        }
    }

    private static void require(Reply reply, int code, String otherwise) throws SetUpException {
        if (reply.code() != code) {
            throw new SetUpException(otherwise, reply);
        }
    }

    private static String reasonOf(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
