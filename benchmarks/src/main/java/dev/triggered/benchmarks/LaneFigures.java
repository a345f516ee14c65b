package dev.triggered.benchmarks;

import dev.triggered.benchmarks.LaneLoad.Beside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** How long an urgent mail takes beside a broadcast: ours in lanes, and a client that has one pool for all. */
final class LaneFigures {
    /** That of the clients with one pool that comes closest. */
    private static final SmtpSender PEER = SmtpSender.ANGUS;

    private static final String LOOPBACK = "chunking";
    private static final String DISTANT = "chunking@20";
    private static final String HANGING = "hanging";
    private static final double NINETY_NINE = 0.99;

    private final SinkProcess sink;
    private final SmtpPlan plan;
    private final Map<Row, List<long[]>> times = new LinkedHashMap<>();
    private final Map<Row, Long> broadcasts = new LinkedHashMap<>();
    private final Map<SmtpSender, ChildProcess> processes = new EnumMap<>(SmtpSender.class);

    LaneFigures(SinkProcess sink, SmtpPlan plan) {
        this.sink = sink;
        this.plan = plan;
    }

    private record Row(SmtpSender sender, String port, Beside beside) {}

    void measure() throws IOException {
        start(SmtpSender.LIBRARY);
        for (int round = 0; round < plan.rounds(); round++) {
            for (String port : List.of(LOOPBACK, DISTANT)) {
                add(new Row(SmtpSender.LIBRARY, port, Beside.NONE));
                add(new Row(SmtpSender.LIBRARY, port, Beside.BROADCAST));
            }
            add(new Row(SmtpSender.LIBRARY, HANGING, Beside.NONE));
        }
        add(new Row(SmtpSender.LIBRARY, HANGING, Beside.DEAD));
        start(PEER);
        add(new Row(PEER, LOOPBACK, Beside.NONE));
        add(new Row(PEER, LOOPBACK, Beside.BROADCAST));
        add(new Row(PEER, DISTANT, Beside.BROADCAST));
        for (ChildProcess process : processes.values()) {
            process.close();
        }
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "%-32s %-14s %-10s %10s %10s %14s%n",
                "200 urgent mails a second",
                "port",
                "beside",
                "p50 ms",
                "p99 ms",
                "beside/s");
        for (Row row : times.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %-14s %-10s %10.2f %10.2f %14.0f%n",
                    row.sender == SmtpSender.LIBRARY ? "triggered, default lanes" : row.sender.label(),
                    row.port,
                    row.beside.name().toLowerCase(Locale.ROOT),
                    millis(row, 0.5),
                    millis(row, NINETY_NINE),
                    broadcasts.getOrDefault(row, 0L) * 1_000.0 / (duration(row) * count(row)));
        }
        System.out.println();
        print("lane.urgent_p99_under_broadcast_20ms.vs_idle", DISTANT, Beside.BROADCAST);
        print("lane.urgent_p99_under_broadcast_loopback.vs_idle", LOOPBACK, Beside.BROADCAST);
        print("lane.urgent_p99_when_other_lane_is_dead.vs_idle", HANGING, Beside.DEAD);
    }

    private void print(String name, String port, Beside beside) {
        double value = millis(new Row(SmtpSender.LIBRARY, port, beside), NINETY_NINE)
                / millis(new Row(SmtpSender.LIBRARY, port, Beside.NONE), NINETY_NINE);
        SmtpFigures.print(name, value);
    }

    /** Returns for how many milliseconds a row is measured at once: a lane that is dead stays so, and all its rounds are one. */
    private long duration(Row row) {
        return plan.laneMillis() * (row.beside == Beside.DEAD ? plan.rounds() : 1);
    }

    private int count(Row row) {
        return times.getOrDefault(row, List.of()).size();
    }

    private double millis(Row row, double share) {
        long[] all = times.getOrDefault(row, List.of()).stream()
                .flatMapToLong(LongStream::of)
                .toArray();
        return Quantiles.of(all, share) / 1_000.0;
    }

    /** Warms a sender up by a broadcast that does not count. */
    private void start(SmtpSender sender) throws IOException {
        processes.put(sender, ChildProcess.start(List.of(SmtpBenchmark.PROVIDER), LaneLoad.class, sender.name()));
        String unused = ask(new Row(sender, LOOPBACK, Beside.BROADCAST));
    }

    private void add(Row row) throws IOException {
        String[] words = ask(row).split(" ", -1);
        long[] numbers = new long[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(words[i + 1]);
        }
        broadcasts.merge(row, Long.valueOf(words[0]), Long::sum);
        times.computeIfAbsent(row, key -> new ArrayList<>()).add(numbers);
    }

    private String ask(Row row) throws IOException {
        ChildProcess process = processes.get(row.sender);
        if (process == null) {
            throw new IllegalStateException("not started: " + row.sender);
        }
        String answer = process.ask(sink.port(row.port) + " " + row.beside + " " + duration(row));
        sink.check(false);
        return answer;
    }
}
