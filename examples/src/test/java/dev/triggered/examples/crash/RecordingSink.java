package dev.triggered.examples.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A relay in a process of its own, which outlives those that are killed and knows what it took. It prints its port, and then
 * answers commands from its standard input: {@code count}, {@code settle} and {@code arrivals}. It ends with its input.
 */
final class RecordingSink {
    private static final int BACKLOG = 1_024;

    private RecordingSink() {}

    /** Starts the relay; the argument is the microseconds that it takes over each mail. */
    public static void main(String[] arguments) throws IOException {
        Duration pause = Duration.ofNanos(1_000 * Long.parseLong(arguments[0]));
        Arrivals arrivals = new Arrivals();
        try (ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            daemon(() -> acceptAll(listener, arrivals, pause));
            System.out.println(listener.getLocalPort());
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                answer(command, arrivals);
            }
        }
    }

    private static void answer(String command, Arrivals arrivals) {
        switch (command) {
            case "count" -> System.out.println(arrivals.count());
            case "settle" -> {
                arrivals.settle();
                System.out.println("settled");
            }
            case "arrivals" -> {
                arrivals.lines().forEach(System.out::println);
                System.out.println("end");
            }
            default -> throw new IllegalArgumentException(command);
        }
    }

    private static void acceptAll(ServerSocket listener, Arrivals arrivals, Duration pause) {
        try {
            while (true) {
                Socket socket = listener.accept();
                arrivals.opened();
                daemon(() -> serve(socket, arrivals, pause));
            }
        } catch (IOException e) {
            // The end of the process.
        }
    }

    private static void serve(Socket socket, Arrivals arrivals, Duration pause) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new SinkDialogue(socket.getInputStream(), socket.getOutputStream(), arrivals, pause).run();
        } catch (IOException e) {
            // The end of the connection: its client was killed.
        } finally {
            arrivals.closed();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
