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
 * One TCP connection, with TLS or without: lines out, replies in, each step within its time. Used by one thread;
 * {@link #cut()} alone may be called from any.
 */
final class Wire implements Closeable {
    private static final int BUFFER = 16 * 1_024;

    private final Socket raw = new Socket();
    private final Watchdog.Guard guard;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private Socket socket = raw;
    private ReplyReader replies;
    private OutputStream out = OutputStream.nullOutputStream();

    /** Creates a wire that is not connected yet. */
    Wire(Watchdog watchdog) {
        this.guard = watchdog.guard(this::cut);
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

    /**
     * Writes a command and reads its reply.
     *
     * @throws UnsendableException if the command is not one line
     */
    Reply command(String line, Duration limit) throws IOException {
        requireOneLine(line);
        byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
        return timedReply(limit, () -> {
            out.write(bytes);
            return replies.read();
        });
    }

    /** Reads a reply. */
    Reply reply(Duration limit) throws IOException {
        return timedReply(limit, replies::read);
    }

    /** Says whether the relay has said something that nobody asked for, such as that it closes the connection. */
    boolean hasUnsolicited() throws IOException {
        return replies.hasBuffered() || raw.getInputStream().available() > 0;
    }

    /** Returns a stream for the mail that writes in large blocks, each within the limit. Its end is for {@link #flush}. */
    OutputStream body(Duration limit) {
        return new Body(limit);
    }

    /** Writes what is left in the buffer. */
    void flush(Duration limit) throws IOException {
        int count = buffered;
        buffered = 0;
        timed(limit, () -> out.write(buffer, 0, count));
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
        guard.release();
        cut();
    }

    private void use(Socket next) throws IOException {
        socket = next;
        replies = new ReplyReader(next.getInputStream());
        out = next.getOutputStream();
    }

    private void timed(Duration limit, Step step) throws IOException {
        guard.arm(limit);
        try {
            step.run();
        } catch (IOException e) {
            throw explained(e, limit);
        } finally {
            guard.disarm();
        }
    }

    private Reply timedReply(Duration limit, Question question) throws IOException {
        guard.arm(limit);
        try {
            return question.ask();
        } catch (IOException e) {
            throw explained(e, limit);
        } finally {
            guard.disarm();
        }
    }

    private IOException explained(IOException e, Duration limit) {
        return guard.expired() ? new IOException("nothing within " + limit.toMillis() + " ms", e) : e;
    }

    private static void requireOneLine(String line) throws UnsendableException {
        if (line.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new UnsendableException("5.6.0", "a command would hold a line break or a NUL");
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface Question {
        Reply ask() throws IOException;
    }

    private final class Body extends OutputStream {
        private final Duration limit;

        Body(Duration limit) {
            this.limit = limit;
        }

        @Override
        public void write(int b) throws IOException {
            if (buffered == BUFFER) {
                Wire.this.flush(limit);
            }
            buffer[buffered++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                if (buffered == BUFFER) {
                    Wire.this.flush(limit);
                }
                int count = Math.min(left, BUFFER - buffered);
                System.arraycopy(bytes, from, buffer, buffered, count);
                buffered += count;
                from += count;
                left -= count;
            }
        }
    }
}
