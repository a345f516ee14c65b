package dev.triggered.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many mails a second our dispatcher sends beside kept-open Angus: 4 KB multipart/alternative over loopback to one sink.
 * Each sender and the sink have a process of their own; the senders take turns, in three rounds, and the medians count.
 */
final class SmtpBenchmark {
    private static final int ROUNDS = 3;
    private static final int[] CONNECTIONS = {1, 4, 16};
    private static final String OURS = "triggered";
    private static final String ANGUS = "angus kept open";
    private static final String ANGUS_TUNED = "angus kept open, StreamProvider named";
    private static final String PROVIDER =
            "-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider";

    private final Map<String, ChildProcess> senders = new LinkedHashMap<>();
    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();
    private final ChildProcess sink;
    private final long millis;

    private SmtpBenchmark(ChildProcess sink, long millis) {
        this.sink = sink;
        this.millis = millis;
    }

    public static void main(String[] arguments) throws IOException {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        try (ChildProcess sink = ChildProcess.start(List.of(), SmtpSink.class)) {
            SmtpBenchmark benchmark = new SmtpBenchmark(sink, quick ? 700 : 4_000);
            String port = sink.answer();
            benchmark.senders.put(OURS, ChildProcess.start(List.of(), SmtpLoad.class, "triggered", port));
            benchmark.senders.put(ANGUS, ChildProcess.start(List.of(), SmtpLoad.class, "angus", port));
            benchmark.senders.put(ANGUS_TUNED, ChildProcess.start(List.of(PROVIDER), SmtpLoad.class, "angus", port));
            benchmark.run();
            for (ChildProcess sender : benchmark.senders.values()) {
                sender.close();
            }
        }
    }

    private void run() throws IOException {
        for (int connections : CONNECTIONS) {
            for (String sender : senders.keySet()) {
                measure(sender, connections);
            }
        }
        figures.clear();
        for (int round = 0; round < ROUNDS; round++) {
            for (int connections : CONNECTIONS) {
                for (String sender : senders.keySet()) {
                    Figure figure = measure(sender, connections);
                    figures.computeIfAbsent(key(sender, connections), key -> new ArrayList<>())
                            .add(figure);
                }
            }
        }
        print();
    }

    /** Lets one sender send, and counts at the sink. */
    private Figure measure(String sender, int connections) throws IOException {
        long before = Long.parseLong(sink.ask("count"));
        String[] words = process(sender).ask(connections + " " + millis).split(" ", -1);
        long taken = Long.parseLong(sink.ask("count")) - before;
        if (taken != Long.parseLong(words[0])) {
            throw new IOException(sender + " counted " + words[0] + " mails and the sink " + taken);
        }
        return new Figure(
                taken * 1e9 / Long.parseLong(words[1]),
                Long.parseLong(words[2]) / 1e6 / taken,
                Long.parseLong(words[3]) / (double) taken);
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "%-40s %11s %10s %12s %15s%n",
                "sender",
                "connections",
                "mails/s",
                "CPU ms/mail",
                "bytes/mail");
        for (String sender : senders.keySet()) {
            for (int connections : CONNECTIONS) {
                System.out.printf(
                        Locale.ROOT,
                        "%-40s %11d %10.0f %12.3f %15.0f%n",
                        sender,
                        connections,
                        median(sender, connections, Figure::perSecond),
                        median(sender, connections, Figure::cpuMillis),
                        median(sender, connections, Figure::bytes));
            }
        }
        System.out.println();
        for (int connections : CONNECTIONS) {
            String suffix = connections == 16 ? "" : "_" + connections + "_connections";
            ratio("smtp.loopback.vs_angus_kept_open" + suffix, ANGUS, connections, Figure::perSecond);
            ratio("smtp.loopback.vs_angus_stream_provider" + suffix, ANGUS_TUNED, connections, Figure::perSecond);
        }
        ratio("smtp.cpu_per_mail.vs_angus_stream_provider", ANGUS_TUNED, 16, Figure::cpuMillis);
        ratio("smtp.bytes_per_mail.vs_angus_stream_provider", ANGUS_TUNED, 16, Figure::bytes);
    }

    private void ratio(String name, String peer, int connections, ToDoubleFunction<Figure> figure) {
        double value = median(OURS, connections, figure) / median(peer, connections, figure);
        System.out.printf(Locale.ROOT, "ratio %s %.2f%n", name, value);
    }

    private double median(String sender, int connections, ToDoubleFunction<Figure> figure) {
        double[] sorted = figures.getOrDefault(key(sender, connections), List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private ChildProcess process(String sender) {
        ChildProcess process = senders.get(sender);
        if (process == null) {
            throw new IllegalArgumentException("no such sender: " + sender);
        }
        return process;
    }

    private static String key(String sender, int connections) {
        return sender + " " + connections;
    }

    private record Figure(double perSecond, double cpuMillis, double bytes) {}
}
