package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The other end of a dialogue: says exactly what a test wants, however wrong. */
final class RawSmtpClient implements AutoCloseable {
    private static final int PATIENCE = 10_000;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private RawSmtpClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static RawSmtpClient connect(ScriptedSmtpServer server) throws IOException {
        return new RawSmtpClient(new Socket(server.host(), server.port()));
    }

    /** Connects, reads the greeting and says EHLO. */
    static RawSmtpClient greeted(ScriptedSmtpServer server) throws IOException {
        RawSmtpClient client = connect(server);
        client.reply();
        client.say("EHLO client.example");
        return client;
    }

    /** Connects, and opens a transaction with one recipient. */
    static RawSmtpClient addressed(ScriptedSmtpServer server) throws IOException {
        RawSmtpClient client = greeted(server);
        client.say("MAIL FROM:<orders@acme.example>");
        client.say("RCPT TO:<jane@example.com>");
        return client;
    }

    RawSmtpClient send(String... lines) throws IOException {
        return sendRaw(String.join("\r\n", lines) + "\r\n");
    }

    RawSmtpClient sendRaw(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
        return this;
    }

    /** Sends a line and reads the reply to it. */
    String say(String line) throws IOException {
        return send(line).reply();
    }

    /** Reads a reply; its lines are separated by LF. */
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        while (true) {
            String line = line();
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append('\n');
        }
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = read(); octet != '\n'; octet = read()) {
            line.write(octet);
        }
        return line.toString(UTF_8).stripTrailing();
    }

    /** Reads so many octets. */
    String octets(int count) throws IOException {
        return new String(in.readNBytes(count), UTF_8);
    }

    boolean hasReply() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the connection, and tells whether it came without anything else and in order. */
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    /** Waits for the end of the connection, and tells whether it was broken. */
    boolean isReset() throws IOException {
        try {
            in.read();
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    void startTls(SSLContext context, boolean checkIdentity) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", 0, true);
        if (checkIdentity) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
        }
        secure.startHandshake();
        socket = secure;
        in = secure.getInputStream();
        out = secure.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int read() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new IOException("the server closed the connection in the midst of a reply");
        }
        return octet;
    }
}
