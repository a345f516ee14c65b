package dev.triggered.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load generator and the sink of Postfix, from Debian's package under {@code benchmarks/target}, or from the path. */
final class PostfixTools {
    private static final Path UNPACKED = Path.of("benchmarks", "target", "postfix");
    private static final Path PROGRAMS = UNPACKED.resolve(Path.of("usr", "sbin"));
    private static final Path LIBRARIES = UNPACKED.resolve(Path.of("usr", "lib", "postfix"));
    private static final int BACKLOG = 1_024;
    private static final int PATIENCE = 200;

    private final boolean unpacked;

    private PostfixTools(boolean unpacked) {
        this.unpacked = unpacked;
    }

    /** Returns none where there are none and none can be had. */
    static List<PostfixTools> find() throws IOException, InterruptedException {
        if (Files.isExecutable(PROGRAMS.resolve("smtp-source")) || isUnpacked()) {
            return List.of(new PostfixTools(true));
        }
        boolean onPath = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "smtp-source")));
        return onPath ? List.of(new PostfixTools(false)) : List.of();
    }

    /** Sends so many mails of 4 KB, and returns how long that took. */
    long send(int port, int connections, int mails) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(
                "smtp-source",
                "-d",
                "-s",
                Integer.toString(connections),
                "-m",
                Integer.toString(mails),
                "-l",
                "4096",
                "-f",
                SampleMail.FROM,
                "-t",
                SampleMail.recipient(1),
                "127.0.0.1:" + port);
        if (process.waitFor() != 0) {
            throw new IOException("smtp-source ended with " + process.exitValue());
        }
        return System.nanoTime() - start;
    }

    /** Starts a sink. */
    Sink sink() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> arguments = new ArrayList<>(List.of("smtp-sink", "-c", "127.0.0.1:" + port));
        if (System.getProperty("user.name").equals("root")) {
            arguments.addAll(1, List.of("-u", "nobody"));
        }
        arguments.add(Integer.toString(BACKLOG));
        Sink sink = new Sink(start(arguments.toArray(String[]::new)), port);
        sink.await();
        return sink;
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (unpacked) {
            builder.command()
                    .set(0, PROGRAMS.resolve(command[0]).toAbsolutePath().toString());
            builder.environment()
                    .put("LD_LIBRARY_PATH", LIBRARIES.toAbsolutePath().toString());
        }
        return builder.start();
    }

    private static boolean isUnpacked() throws InterruptedException {
        try {
            return new ProcessBuilder(Path.of("benchmarks", "postfix").toString(), UNPACKED.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A sink of Postfix; it ends when it is closed.
     *
     * @param process it
     * @param port its port
     */
    record Sink(Process process, int port) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
        }

        private void await() throws IOException, InterruptedException {
            for (int i = 0; i < PATIENCE && process.isAlive(); i++) {
                try {
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return;
                } catch (IOException e) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            throw new IOException("smtp-sink does not listen");
        }
    }
}
