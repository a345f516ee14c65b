package dev.triggered.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The same mail of 4 KB again and again, by BDAT or after DATA without waiting, as fast as sockets take it: what is measured is the
 * sink.
 */
final class RawSmtp {
    private static final int CONTENT = 4_096;
    private static final int TOGETHER = 16;

    private final int port;
    private final byte[] group;

    private RawSmtp(int port, byte[] group) {
        this.port = port;
        this.group = group;
    }

    /** By BDAT (RFC 3030). */
    static RawSmtp chunks(int port) {
        return new RawSmtp(port, repeated("BDAT " + CONTENT + " LAST\r\n" + content()));
    }

    /** By DATA, which a client that keeps to RFC 2920 may not put into the midst of a group. */
    static RawSmtp data(int port) {
        return new RawSmtp(port, repeated("DATA\r\n" + content() + ".\r\n"));
    }

    /** Sends over so many connections for a while, and returns the time until the last answer. */
    long send(int connections, Duration time) throws IOException {
        long start = System.nanoTime();
        List<Workers> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            all.add(Workers.start(1, () -> write(socket, start + time.toNanos())));
            all.add(Workers.start(1, () -> read(socket)));
        }
        all.forEach(Workers::await);
        return System.nanoTime() - start;
    }

    private boolean write(Socket socket, long end) throws IOException {
        socket.getOutputStream().write("EHLO raw.example\r\n".getBytes(StandardCharsets.US_ASCII));
        while (System.nanoTime() < end) {
            socket.getOutputStream().write(group);
        }
        socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        return false;
    }

    private static boolean read(Socket socket) throws IOException {
        byte[] replies = new byte[64 * 1_024];
        try (socket) {
            InputStream in = socket.getInputStream();
            while (in.read(replies) >= 0) {
                // What they say is the sink's
            }
        }
        return false;
    }

    private static byte[] repeated(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String mail = "MAIL FROM:<" + SampleMail.FROM + ">\r\nRCPT TO:<" + SampleMail.recipient(1) + ">\r\n" + content;
        for (int i = 0; i < TOGETHER; i++) {
            bytes.writeBytes(mail.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static String content() {
        return ("x".repeat(62) + "\r\n").repeat(CONTENT / 64);
    }
}
