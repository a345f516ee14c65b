package dev.triggered.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One TCP connection, with TLS or without: bytes out, replies in, each within its time. Used by one thread until it is ready for
 * mails, and then by one that writes and one that reads; {@link #cut()}, {@link #expect} and {@link #expectNothing} may be called
 * from any.
 */
final class Wire implements Closeable {
    private static final int BUFFER = 64 * 1_024;

    private final Duration dataLimit;
    private final Socket raw = new Socket();
    private final Watchdog.Guard reading;
    private final Watchdog.Guard writing;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private Socket socket = raw;
    private ReplyReader replies;
    private OutputStream out = OutputStream.nullOutputStream();

    /**
     * Creates a wire that is not connected yet.
     *
     * @param dataLimit how long each block may take that is written
     */
    Wire(Watchdog watchdog, Duration dataLimit) {
        this.dataLimit = dataLimit;
        this.reading = watchdog.guard(this::cut);
        this.writing = watchdog.guard(this::cut);
        this.replies = new ReplyReader(InputStream.nullInputStream());
    }

    void connect(InetSocketAddress address, Duration limit) throws IOException {
        raw.setTcpNoDelay(true);
        raw.setKeepAlive(true);
        raw.connect(address, (int) limit.toMillis());
        use(raw);
    }

    /**
     * Goes on in TLS, and forgets whatever was received in plain text before (RFC 3207, section 4.2).
     *
     * @throws IOException if the handshake fails, or the certificate is not trusted or not for this host
     */
    void startTls(SSLSocketFactory factory, String host, Duration limit) throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(raw, host, raw.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        timed(limit, tls::startHandshake);
        use(tls);
    }

    /** Returns the local address as a literal for EHLO (RFC 5321, section 4.1.3). */
    String localLiteral() {
        String address = raw.getLocalAddress().getHostAddress().replaceFirst("%.*", "");
        return address.indexOf(':') < 0 ? "[" + address + "]" : "[IPv6:" + address + "]";
    }

    /** Writes a command and reads its reply. */
    Reply command(String line, Duration limit) throws IOException {
        byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length, limit);
        return reply(limit);
    }

    /** Reads a reply. */
    Reply reply(Duration limit) throws IOException {
        expect(limit);
        try {
            return reply();
        } finally {
            expectNothing();
        }
    }

    /** Reads a reply, for as long as nobody {@link #expect expects} it earlier. */
    Reply reply() throws IOException {
        try {
            return replies.read();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** Breaks the connection off if it takes longer than this to the next call of this or of {@link #expectNothing}. */
    void expect(Duration limit) {
        reading.arm(limit);
    }

    void expectNothing() {
        reading.disarm();
    }

    /** Says whether bytes were received that were not yet read as a reply. */
    boolean hasBufferedReplies() {
        return replies.hasBuffered();
    }

    /** Says whether so many bytes can be put without writing first. */
    boolean hasRoom(int length) {
        return length <= BUFFER - buffered;
    }

    /** Puts bytes behind what is to be written; where there is no room for them, what is there is written first. */
    void put(byte[] bytes, int offset, int length) throws IOException {
        if (!hasRoom(length)) {
            flush(dataLimit);
        }
        if (length > BUFFER) {
            write(bytes, offset, length, dataLimit);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    /** Returns whether nothing waits to be written. */
    boolean isFlushed() {
        return buffered == 0;
    }

    /** Writes what is there. */
    void flush() throws IOException {
        flush(dataLimit);
    }

    private void flush(Duration limit) throws IOException {
        int count = buffered;
        buffered = 0;
        if (count > 0) {
            write(buffer, 0, count, limit);
        }
    }

    private void write(byte[] bytes, int offset, int length, Duration limit) throws IOException {
        writing.arm(limit);
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw explained(e);
        } finally {
            writing.disarm();
        }
    }

    /** Breaks the connection off, at once. A thread that waits on it gets an exception. */
    void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    /** Closes the connection; one that is in good order is told so in TLS, within the limit. */
    void close(Duration limit) {
        try {
            timed(limit, socket::close);
        } catch (IOException e) {
            // It is gone all the same.
        }
        close();
    }

    /** Breaks the connection off and ends the guarding. */
    @Override
    public void close() {
        reading.release();
        writing.release();
        cut();
    }

    private void use(Socket next) throws IOException {
        socket = next;
        replies = new ReplyReader(next.getInputStream());
        out = next.getOutputStream();
    }

    private void timed(Duration limit, Step step) throws IOException {
        writing.arm(limit);
        try {
            step.run();
        } catch (IOException e) {
            throw explained(e);
        } finally {
            writing.disarm();
        }
    }

    /** Says so where the connection was broken off from here because something took too long. */
    private IOException explained(IOException e) {
        if (reading.expired()) {
            return tooLate(reading, e);
        }
        return writing.expired() ? tooLate(writing, e) : e;
    }

    private static IOException tooLate(Watchdog.Guard guard, IOException e) {
        return new IOException("nothing within " + guard.limit().toMillis() + " ms", e);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
