package dev.triggered.benchmarks;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * A relay that answers correctly, takes every mail and keeps none, in a process of its own. It prints its port, and for each
 * line that it reads from its standard input the number of mails that it took so far; it ends with its input.
 */
final class SmtpSink {
    private static final int BACKLOG = 1_024;
    private static final LongAdder MAILS = new LongAdder();

    private SmtpSink() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            daemon(() -> acceptAll(listener));
            System.out.println(listener.getLocalPort());
            while (commands.readLine() != null) {
                System.out.println(MAILS.sum());
            }
        }
    }

    private static void acceptAll(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // The end of the process.
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Dialogue(socket.getInputStream(), socket.getOutputStream()).run();
        } catch (IOException e) {
            // The end of the connection.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection. Replies leave when there is nothing more to read, so that a client may pipeline (RFC 2920). */
    private static final class Dialogue {
        private final InputStream in;
        private final OutputStream out;
        private final byte[] input = new byte[64 * 1_024];
        private final byte[] output = new byte[16 * 1_024];
        private int position;
        private int limit;
        private int pending;

        Dialogue(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void run() throws IOException {
            reply("220 sink ESMTP\r\n");
            while (true) {
                String verb = readVerb();
                switch (verb) {
                    case "EHLO" -> reply("250-sink\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250 8BITMIME\r\n");
                    case "DATA" -> {
                        reply("354 go ahead\r\n");
                        skipContent();
                        MAILS.increment();
                        reply("250 2.0.0 taken\r\n");
                    }
                    case "QUIT" -> {
                        reply("221 2.0.0 bye\r\n");
                        flush();
                        return;
                    }
                    case "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> reply("250 2.0.0 fine\r\n");
                    default -> reply("500 5.5.2 unknown command\r\n");
                }
            }
        }

        private String readVerb() throws IOException {
            StringBuilder verb = new StringBuilder();
            int b = read();
            for (; b != '\n'; b = read()) {
                if (verb.length() < 4 && b != '\r') {
                    verb.append((char) b);
                }
            }
            return verb.toString().toUpperCase(Locale.ROOT);
        }

        /** Skips up to a dot that is alone on its line, counting how much of it was seen. */
        private void skipContent() throws IOException {
            int matched = 2;
            while (matched < 5) {
                int b = read();
                if (b == '\n') {
                    matched = matched == 1 ? 2 : matched == 4 ? 5 : 0;
                } else if (b == '\r') {
                    matched = matched == 3 ? 4 : 1;
                } else {
                    matched = b == '.' && matched == 2 ? 3 : 0;
                }
            }
        }

        private int read() throws IOException {
            if (position == limit) {
                flush();
                position = 0;
                limit = in.read(input);
                if (limit < 0) {
                    limit = 0;
                    throw new EOFException();
                }
            }
            return input[position++] & 0xff;
        }

        private void reply(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            if (pending + bytes.length > output.length) {
                flush();
            }
            System.arraycopy(bytes, 0, output, pending, bytes.length);
            pending += bytes.length;
        }

        private void flush() throws IOException {
            out.write(output, 0, pending);
            pending = 0;
        }
    }
}
