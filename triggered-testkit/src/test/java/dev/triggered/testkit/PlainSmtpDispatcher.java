package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The simplest dispatcher that keeps the contract: a connection for each mail, and no extension used but SMTPUTF8. */
final class PlainSmtpDispatcher implements Dispatcher {
    private final String host;
    private final int port;
    private final int timeout;
    private final Collection<ExecutorService> lanes = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    PlainSmtpDispatcher(String host, int port, Duration timeout) {
        this.host = host;
        this.port = port;
        this.timeout = (int) timeout.toMillis();
    }

    @Override
    public LaneDispatcher open(Lane lane) {
        ExecutorService threads =
                Executors.newFixedThreadPool(lane.connections().own());
        Semaphore room = new Semaphore(lane.connections().own());
        lanes.add(threads);
        return new LaneDispatcher() {
            @Override
            public int capacity() {
                return lane.connections().own();
            }

            @Override
            public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
                if (!room.tryAcquire()) {
                    throw new IllegalStateException("lane '" + lane.name() + "' is full");
                }
                threads.execute(() -> {
                    SendResult result = deliver(mail);
                    room.release();
                    whenDone.accept(result);
                });
            }
        };
    }

    @Override
    public void compose(OutgoingMail mail, OutputStream out) throws IOException {
        MimeComposer.compose(mail, out);
    }

    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdown);
        sockets.forEach(PlainSmtpDispatcher::closeQuietly);
        for (ExecutorService lane : lanes) {
            try {
                lane.awaitTermination(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SendResult deliver(OutgoingMail mail) {
        String relay = host + ":" + port;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            compose(mail, content);
        } catch (IOException e) {
            return new SendResult.Refused(relay, SmtpReply.none("5.6.0", e.getMessage()));
        }
        boolean[] ended = {false};
        try (Socket socket = new Socket(host, port)) {
            sockets.add(socket);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeout);
            SmtpReply reply = converse(socket, mail, content.toByteArray(), ended);
            return switch (reply.code() / 100) {
                case 2 -> new SendResult.Accepted(relay, reply);
                case 4 -> new SendResult.Deferred(relay, reply);
                default -> new SendResult.Refused(relay, reply);
            };
        } catch (IOException e) {
            SmtpReply none = SmtpReply.none("4.4.2", "the connection broke: " + e.getMessage());
            return ended[0] ? new SendResult.Uncertain(relay, none) : new SendResult.Deferred(relay, none);
        }
    }

    private static SmtpReply converse(Socket socket, OutgoingMail mail, byte[] content, boolean[] ended)
            throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        boolean utf8 = mail.envelope().recipient().isInternational();
        SmtpReply reply = read(in);
        String[] commands = {
            "EHLO client.example",
            "MAIL FROM:<" + mail.envelope().sender() + ">" + (utf8 ? " SMTPUTF8" : ""),
            "RCPT TO:<" + mail.envelope().recipient() + ">"
        };
        boolean chunking = false;
        for (String command : commands) {
            if (reply.code() >= 400) {
                return reply;
            }
            if (utf8 && command.startsWith("MAIL") && !reply.text().contains("SMTPUTF8")) {
                return new SmtpReply(550, "5.6.7", "the relay takes no such address");
            }
            out.write((command + "\r\n").getBytes(UTF_8));
            reply = read(in);
            chunking |= command.startsWith("EHLO") && reply.text().contains("CHUNKING");
        }
        if (reply.code() >= 400) {
            return reply;
        }
        SmtpReply last = chunking ? chunk(socket, content, ended) : data(socket, content, ended);
        out.write("QUIT\r\n".getBytes(UTF_8));
        return last;
    }

    private static SmtpReply chunk(Socket socket, byte[] content, boolean[] ended) throws IOException {
        OutputStream out = socket.getOutputStream();
        int beforeLast = content.length - 1;
        out.write(("BDAT " + content.length + " LAST\r\n").getBytes(UTF_8));
        out.write(content, 0, beforeLast);
        ended[0] = true;
        out.write(content, beforeLast, 1);
        return read(socket.getInputStream());
    }

    private static SmtpReply data(Socket socket, byte[] content, boolean[] ended) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("DATA\r\n".getBytes(UTF_8));
        SmtpReply reply = read(socket.getInputStream());
        if (reply.code() >= 400) {
            return reply;
        }
        out.write(dotted(content));
        ended[0] = true;
        out.write("\r\n.\r\n".getBytes(UTF_8));
        return read(socket.getInputStream());
    }

    private static byte[] dotted(byte[] content) {
        String text = new String(content, ISO_8859_1).replace("\r\n.", "\r\n..");
        return text.getBytes(ISO_8859_1);
    }

    private static SmtpReply read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        String line = line(in);
        while (line.charAt(3) == '-') {
            text.append(line.substring(4)).append(' ');
            line = line(in);
        }
        int code = Integer.parseInt(line.substring(0, 3));
        String[] words = line.substring(4).split(" ", 2);
        if (words[0].matches("[245]\\.\\d+\\.\\d+") && words.length == 2) {
            return new SmtpReply(code, words[0], text + words[1]);
        }
        return new SmtpReply(code, "", text + line.substring(4));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the relay closed the connection");
            }
            line.write(octet);
        }
        return line.toString(UTF_8).stripTrailing();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}
