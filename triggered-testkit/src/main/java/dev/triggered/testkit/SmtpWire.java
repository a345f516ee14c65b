package dev.triggered.testkit;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The octets of one connection, plain or in TLS. What is written is held back until the client's next octets have to be
 * waited for, so that the replies to a group of commands leave together (RFC 2920, section 3.2).
 */
final class SmtpWire {
    private static final int BUFFER_SIZE = 16 * 1024;

    private final Socket socket;
    private final SmtpConnectionLog log;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;
    private InputStream in;
    private OutputStream out;
    private Optional<SSLSocket> tls = Optional.empty();

    SmtpWire(Socket socket, SmtpConnectionLog log) throws IOException {
        this.socket = socket;
        this.log = log;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    int read() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    /** Reads between one octet and as many as asked for. */
    int read(byte[] target, int most) throws IOException {
        if (position == limit) {
            fill();
        }
        int count = Math.min(most, limit - position);
        System.arraycopy(buffer, position, target, 0, count);
        position += count;
        return count;
    }

    /**
     * Reads up to the next CRLF; of a line that is too long only the beginning is kept, one octet more than allowed.
     */
    byte[] readLine(int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int previous = -1;
        while (true) {
            int octet = read();
            if (octet == '\n' && previous == '\r') {
                return line.toByteArray();
            }
            if (previous == '\r' && line.size() <= most) {
                line.write('\r');
            }
            if (octet != '\r' && line.size() <= most) {
                line.write(octet);
            }
            previous = octet;
        }
    }

    void write(byte[] octets, int from, int to) throws IOException {
        out.write(octets, from, to - from);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Forgets everything that the client has sent so far and that was not read yet. */
    void discardEarly() throws IOException {
        position = limit;
        while (in.available() > 0 || socket.getInputStream().available() > 0) {
            receive();
            position = limit;
        }
    }

    /** Reads and forgets until the client ends its side. */
    void drain() throws IOException {
        while (true) {
            position = limit;
            fill();
        }
    }

    void startTls(SSLContext context) throws IOException {
        flush();
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 0, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        in = secure.getInputStream();
        out = new BufferedOutputStream(secure.getOutputStream());
        tls = Optional.of(secure);
    }

    /** Ends our side with a FIN, without a TLS alert. */
    void fin() throws IOException {
        flush();
        socket.shutdownOutput();
    }

    /** Breaks the connection with a RST. */
    void reset() throws IOException {
        flush();
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends our side as the protocol wants it: with a TLS alert where there is TLS, then with a FIN. */
    void end() throws IOException {
        flush();
        if (tls.isPresent()) {
            tls.get().shutdownOutput();
        }
        if (!socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }

    private void fill() throws IOException {
        flush();
        receive();
    }

    private void receive() throws IOException {
        int count = in.read(buffer);
        if (count < 0) {
            throw new EndOfConnection("the client closed the connection");
        }
        log.octets(buffer, 0, count);
        position = 0;
        limit = count;
    }
}
