package dev.triggered.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Urgent mails through one sender, with or without a broadcast beside them, in a process of its own. For each line
 * {@code PORT NONE|BROADCAST|DEAD MILLISECONDS} that it reads from its standard input it prints the number of mails of the broadcast
 * that were accepted meanwhile, and the microseconds of each urgent mail; it ends with its input.
 */
final class LaneLoad {
    private final SmtpSender sender;
    private final Map<Integer, LaneSystem> systems = new HashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private LaneLoad(SmtpSender sender) {
        this.sender = sender;
    }

    /** What is sent beside the urgent mails. */
    enum Beside {
        NONE,
        BROADCAST,
        DEAD
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LaneLoad load = new LaneLoad(SmtpSender.valueOf(arguments[0]));
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", -1);
                LaneSystem system = load.systems.computeIfAbsent(Integer.valueOf(words[0]), load::open);
                LaneRun run = new LaneRun(system, Beside.valueOf(words[1]), load.numbers);
                long[] micros = run.measure(Long.parseLong(words[2]));
                System.out.println(run.broadcastMails() + " "
                        + LongStream.of(micros).mapToObj(Long::toString).collect(Collectors.joining(" ")));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private LaneSystem open(int port) {
        if (sender == SmtpSender.LIBRARY) {
            return new LaneLibrary(port);
        }
        SmtpPeer peer = sender.connect(new SmtpTarget(port, SmtpScenario.CONNECTIONS, SmtpScenario.WINDOW, false));
        return (kind, number, whenDone) -> peer.send(() -> number, whenDone);
    }
}
