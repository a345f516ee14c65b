package dev.triggered.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * An SMTP server for tests: it speaks the protocol properly by itself (RFC 5321 and the extensions of {@link
 * SmtpCapability}), and misbehaves exactly where a script tells it to.
 *
 * <pre>{@code
 * try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start()) {
 *     smtp.on("RCPT").forRecipient("jane@example.com").reply(450).then().closeSocket();
 *     smtp.on("BODY").nth(3).acceptSilently().then().resetSocket();
 *     // ... send to smtp.host(), smtp.port() ...
 *     List<ReceivedMessage> received = smtp.awaitMessages(2, Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>The server listens on a free port of 127.0.0.1 and serves every connection in a daemon thread of its own. Replies
 * to pipelined commands leave together (RFC 2920, section 3.2). A script is best written before the client begins;
 * rules are asked in the order in which they got their first action, and what no rule answers the server answers by
 * itself.
 *
 * <p>Instances are thread-safe.
 */
public final class ScriptedSmtpServer implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final SmtpSettings settings;
    private final SmtpScriptBook book = new SmtpScriptBook();
    private final SmtpLedger ledger;
    private final ServerSocket listener;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final Thread acceptor;
    private Optional<SSLContext> tls = Optional.empty();
    private volatile boolean closed;

    ScriptedSmtpServer(SmtpSettings settings) {
        this.settings = settings;
        this.ledger = new SmtpLedger(settings.countOnly());
        try {
            this.listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 is free for a test server", e);
        }
        this.acceptor = new Thread(this::acceptAll, "scripted-smtp-" + port());
        acceptor.setDaemon(true);
    }

    /**
     * Starts a server that offers every extension but AUTH, to clients that need not log in, with or without STARTTLS.
     *
     * @return the running server
     */
    public static ScriptedSmtpServer start() {
        return builder().start();
    }

    /**
     * Returns a builder of a server that differs from the {@linkplain #start() default}.
     *
     * @return a new builder
     */
    public static ScriptedSmtpServerBuilder builder() {
        return new ScriptedSmtpServerBuilder();
    }

    ScriptedSmtpServer listen() {
        acceptor.start();
        return this;
    }

    /**
     * Returns the address that the server listens on.
     *
     * @return 127.0.0.1
     */
    public String host() {
        return "127.0.0.1";
    }

    /**
     * Returns the port that the server listens on.
     *
     * @return a port that was free when the server was started
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * Returns what a client needs to trust this server.
     *
     * @return a new context that trusts the certificate of this server and no other
     */
    public SSLContext trust() {
        return settings.tls().certificate().client();
    }

    /**
     * Begins a rule of the script. It does nothing until it is given an action. The moments that it can be about are:
     *
     * <ul>
     *   <li>{@code EHLO}, {@code HELO}, {@code MAIL}, {@code RCPT}, {@code DATA}, {@code RSET}, {@code NOOP},
     *       {@code QUIT}, {@code STARTTLS}, {@code VRFY}, {@code EXPN}, {@code HELP}: the command was read
     *   <li>{@code BDAT}: the command and the octets of its chunk were read
     *   <li>{@code AUTH}: the command and what the client was asked for were read
     *   <li>{@code *}: any command, known or not
     *   <li>{@code BODY}: the content of a message was read, up to the final dot or the end of {@code BDAT} with
     *       {@code LAST}
     *   <li>{@code CONNECT}: the greeting is due
     *   <li>{@code TLS}: the handshake is due, after STARTTLS or at the beginning of the connection
     * </ul>
     *
     * @param moment one of these names; letter case is ignored
     * @return the rule, to be narrowed and given an action
     * @throws IllegalArgumentException if scripts do not know the moment
     */
    public SmtpRule on(String moment) {
        return new SmtpRule(book.begin(SmtpMoment.named(moment)));
    }

    /**
     * Returns the rules that have not played yet, for tests that want to be sure that their faults have happened.
     *
     * @return a description of each, in the order of the script
     */
    public List<String> unplayed() {
        return book.unplayed();
    }

    /**
     * Returns the messages that were taken so far.
     *
     * @return the messages in the order in which they were taken
     * @throws IllegalStateException if the server only counts
     */
    public List<ReceivedMessage> messages() {
        return ledger.messages();
    }

    /**
     * Returns the identifications of the messages that were taken so far, also of a server that only counts.
     *
     * @return the value of each message's {@code Message-ID}, empty where it has none
     */
    public List<String> messageIds() {
        return ledger.messageIds();
    }

    /**
     * Returns how many messages were taken so far, also by a server that only counts.
     *
     * @return the number of messages
     */
    public int messageCount() {
        return ledger.messageCount();
    }

    /**
     * Waits until a number of messages was taken.
     *
     * @param count how many messages at least
     * @param timeout how long to wait at most
     * @return all messages that were taken by then
     * @throws AssertionError if there were fewer in time; it tells what there was instead
     * @throws IllegalStateException if the server only counts
     */
    public List<ReceivedMessage> awaitMessages(int count, Duration timeout) {
        awaitMessageCount(count, timeout);
        return messages();
    }

    /**
     * Waits until a number of messages was taken, also by a server that only counts.
     *
     * @param count how many messages at least
     * @param timeout how long to wait at most
     * @throws AssertionError if there were fewer in time; it tells what there was instead
     */
    public void awaitMessageCount(int count, Duration timeout) {
        ledger.awaitMessages(count, timeout);
    }

    /**
     * Returns how many connections were accepted so far.
     *
     * @return the number of connections, those that the server has refused included
     */
    public int connections() {
        return ledger.connections();
    }

    /**
     * Returns how many connections are open.
     *
     * @return the number of connections that not both sides have closed
     */
    public int openConnections() {
        return ledger.open();
    }

    /**
     * Waits until a number of connections is open.
     *
     * @param count how many connections exactly
     * @param timeout how long to wait at most
     * @throws AssertionError if it was not so in time; it tells what there was instead
     */
    public void awaitOpenConnections(int count, Duration timeout) {
        ledger.awaitOpen(count, timeout);
    }

    /**
     * Returns the command lines that a connection has received, but neither contents nor the responses that follow
     * AUTH.
     *
     * @param connection the number of the connection, counted from 1
     * @return the lines in their order, without CRLF
     * @throws IllegalArgumentException if there was no such connection
     * @throws IllegalStateException if the server only counts
     */
    public List<String> transcript(int connection) {
        return ledger.connection(connection).lines();
    }

    /**
     * Returns every octet that a connection has received, also what was discarded: plain text as it came, what came
     * over TLS after its decryption.
     *
     * @param connection the number of the connection, counted from 1
     * @return the octets in their order, in an array of the caller's own
     * @throws IllegalArgumentException if there was no such connection
     * @throws IllegalStateException if the server only counts
     */
    public byte[] received(int connection) {
        return ledger.connection(connection).octets();
    }

    /**
     * Closes all connections, hung ones too, and waits for their threads.
     *
     * @throws IllegalStateException if a rule was begun and never given an action, or if a predicate of the script has
     *     thrown
     */
    @Override
    public void close() {
        closed = true;
        closeQuietly(listener);
        join(acceptor);
        connections.keySet().forEach(ScriptedSmtpServer::closeQuietly);
        connections.values().forEach(Thread::interrupt);
        connections.values().forEach(ScriptedSmtpServer::join);
        book.requireComplete();
        if (!ledger.failures().isEmpty()) {
            throw new IllegalStateException(
                    "the server failed", ledger.failures().get(0));
        }
    }

    /** Returns where the server listens. */
    @Override
    public String toString() {
        return "scripted SMTP server at " + host() + ":" + port();
    }

    private void acceptAll() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                SmtpConnectionLog log = ledger.opened();
                boolean refused = ledger.open() > settings.limits().connections();
                Thread thread = new Thread(() -> serve(socket, log, refused), acceptor.getName() + "-" + log.number());
                thread.setDaemon(true);
                connections.put(socket, thread);
                thread.start();
            } catch (IOException e) {
                closed = true;
            }
        }
    }

    private void serve(Socket socket, SmtpConnectionLog log, boolean refused) {
        try (socket) {
            socket.setTcpNoDelay(true);
            SmtpWire wire = new SmtpWire(socket, log);
            new SmtpSession(new SmtpDialogue(settings, book, ledger, log, wire), this::tls, refused).run();
        } catch (IOException e) {
            // the end of every connection: the client's, the script's, or the server's
        } catch (RuntimeException | AssertionError e) {
            ledger.fail(e);
        } finally {
            connections.remove(socket);
            ledger.closed();
        }
    }

    /** Makes the server's side of TLS when it is first needed, because that takes longer than everything else. */
    private synchronized SSLContext tls() {
        if (tls.isEmpty()) {
            tls = Optional.of(settings.tls().certificate().server());
        }
        return tls.get();
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // it is gone in any case
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
