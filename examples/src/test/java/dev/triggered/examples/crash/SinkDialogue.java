package dev.triggered.examples.crash;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** One connection of the sink: takes all, and counts a mail before it writes the reply that says so. */
final class SinkDialogue {
    private static final String MESSAGE_ID = "message-id:";

    private final InputStream in;
    private final OutputStream out;
    private final Arrivals arrivals;
    private final Duration pause;
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private String recipient = "";

    SinkDialogue(InputStream in, OutputStream out, Arrivals arrivals, Duration pause) {
        this.in = new BufferedInputStream(in, 64 * 1_024);
        this.out = out;
        this.arrivals = arrivals;
        this.pause = pause;
    }

    void run() throws IOException {
        reply("220 sink ESMTP");
        while (true) {
            String line = readLine();
            switch (line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT)) {
                case "EHLO" ->
                    reply("250-sink\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-SIZE 100000000\r\n250 8BITMIME");
                case "RCPT" -> {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    reply("250 2.1.5 fine");
                }
                case "DATA" -> takeContent();
                case "BDAT" -> takeChunk(line.split(" ", -1));
                case "QUIT" -> {
                    reply("221 2.0.0 bye");
                    flush();
                    return;
                }
                case "HELO", "MAIL", "RSET", "NOOP" -> reply("250 2.0.0 fine");
                default -> reply("500 5.5.2 unknown command");
            }
        }
    }

    private void takeContent() throws IOException {
        reply("354 go ahead");
        String messageId = "";
        for (String line = readLine(); !line.equals("."); line = readLine()) {
            messageId = messageId.isEmpty() ? messageIdIn(line) : messageId;
        }
        take(messageId);
    }

    private void takeChunk(String... words) throws IOException {
        chunks.write(in.readNBytes(Integer.parseInt(words[1])));
        if (words.length < 3) {
            reply("250 2.0.0 more");
            return;
        }
        String messageId = chunks.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .map(SinkDialogue::messageIdIn)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
        chunks.reset();
        take(messageId);
    }

    private static String messageIdIn(String line) {
        boolean found = line.toLowerCase(Locale.ROOT).startsWith(MESSAGE_ID);
        return found ? line.substring(MESSAGE_ID.length()).strip() : "";
    }

    private void take(String messageId) {
        if (!pause.isZero()) {
            LockSupport.parkNanos(pause.toNanos());
        }
        arrivals.add(recipient, messageId);
        reply("250 2.0.0 taken");
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (in.available() == 0) {
                flush();
            }
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            if (b == '\n') {
                return line.toString(StandardCharsets.US_ASCII);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
    }

    /** Keeps a reply until there is nothing more to read, so that a client may pipeline (RFC 2920). */
    private void reply(String text) {
        replies.writeBytes((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void flush() throws IOException {
        if (replies.size() > 0) {
            replies.writeTo(out);
            replies.reset();
        }
    }
}
