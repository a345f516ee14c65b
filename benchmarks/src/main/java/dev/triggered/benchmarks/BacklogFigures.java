package dev.triggered.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether what waits makes sending slower: a durable store with ten thousand mails, and with a million, in 256 MB of heap. */
final class BacklogFigures {
    private static final long FEW = 10_000;
    private static final long MANY = 1_000_000;
    private static final String FOLDER =
            Path.of("benchmarks", "target", "backlog").toString();

    private final SinkProcess sink;
    private final SmtpPlan plan;

    BacklogFigures(SinkProcess sink, SmtpPlan plan) {
        this.sink = sink;
        this.plan = plan;
    }

    void run() throws IOException {
        long many = plan.quick() ? MANY / 10 : MANY;
        double[] few = new double[plan.rounds()];
        double[] most = new double[plan.rounds()];
        try (ChildProcess process = ChildProcess.start(List.of("-Xmx256m"), BacklogLoad.class)) {
            double unused = rate(process, FEW);
            for (int round = 0; round < plan.rounds(); round++) {
                few[round] = rate(process, FEW);
                most[round] = rate(process, many);
            }
        }
        double fromFew = median(few);
        double fromMany = median(most);
        System.out.printf(Locale.ROOT, "%-60s %10s%n", "from an embedded store, 256 MB of heap", "mails/s");
        System.out.printf(Locale.ROOT, "%-60s %10.0f%n", FEW + " wait", fromFew);
        System.out.printf(Locale.ROOT, "%-60s %10.0f%n%n", many + " wait", fromMany);
        SmtpFigures.print("scale.1m_backlog.vs_10k_backlog", fromMany / fromFew);
    }

    private double rate(ChildProcess process, long backlog) throws IOException {
        String nanos = process.ask(sink.port("chunking") + " " + backlog + " " + FEW + " " + FOLDER);
        sink.check(false);
        return FEW * 1e9 / Long.parseLong(nanos);
    }

    private static double median(double[] rates) {
        Arrays.sort(rates);
        return rates[rates.length / 2];
    }
}
