package dev.triggered.benchmarks;

import dev.triggered.benchmarks.SmtpFigures.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What sending by our dispatcher comes to beside what else sends mail from Java: to one sink, in turns, in three rounds of which the
 * medians count. Each sender and the sink have a process of their own.
 */
final class SmtpBenchmark {
    private static final int RAW_CONNECTIONS = 4;
    private static final String PROVIDER =
            "-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider";

    private final Map<SmtpSender, ChildProcess> senders = new EnumMap<>(SmtpSender.class);
    private final SmtpFigures figures = new SmtpFigures();
    private final SmtpPlan plan;
    private final SinkProcess sink;

    private SmtpBenchmark(SmtpPlan plan, SinkProcess sink) {
        this.plan = plan;
        this.sink = sink;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SmtpPlan plan = SmtpPlan.of(List.of(arguments));
        try (SinkProcess sink = SinkProcess.start()) {
            SmtpBenchmark benchmark = new SmtpBenchmark(plan, sink);
            try {
                benchmark.run();
            } finally {
                benchmark.close();
            }
        }
    }

    private void run() throws IOException {
        measureSink("the sink alone, by BDAT", RawSmtp.chunks(sink.port("chunking")));
        measureSink("the sink alone, after DATA", RawSmtp.data(sink.port("pipelining")));
        for (SmtpScenario scenario : plan.scenarios()) {
            for (SmtpSender sender : scenario.possible()) {
                Figure unused = measure(scenario, sender, plan.warmUpMillis());
            }
            for (int round = 0; round < plan.rounds(); round++) {
                for (SmtpSender sender : scenario.possible()) {
                    figures.add(scenario.name(), sender.label(), measure(scenario, sender, plan.millis()));
                }
            }
        }
        figures.print();
        printRatios();
    }

    /** Lets one sender send, counts at the sink, and looks at some of the mails that came. */
    private Figure measure(SmtpScenario scenario, SmtpSender sender, long millis) throws IOException {
        long before = sink.count();
        String[] words = process(sender)
                .ask(sink.port(scenario.port()) + " " + SmtpScenario.CONNECTIONS + " " + SmtpScenario.WINDOW + " "
                        + scenario.attachment() + " " + millis)
                .split(" ", -1);
        long taken = sink.count() - before;
        if (taken != Long.parseLong(words[0])) {
            throw new IOException(sender + " counted " + words[0] + " mails and the sink " + taken);
        }
        sink.check(scenario.attachment());
        return new Figure(
                taken * 1e9 / Long.parseLong(words[1]),
                Long.parseLong(words[2]) / 1e6 / taken,
                Long.parseLong(words[3]) / (double) taken);
    }

    /** Finds out how much the sink takes, so that everybody sees that it is not what is measured elsewhere. */
    private void measureSink(String name, RawSmtp sender) throws IOException {
        long unused = sender.send(RAW_CONNECTIONS, Duration.ofMillis(plan.warmUpMillis()));
        long before = sink.count();
        long nanos = sender.send(RAW_CONNECTIONS, Duration.ofMillis(plan.millis()));
        double perSecond = (sink.count() - before) * 1e9 / nanos;
        figures.add("", name, new Figure(perSecond, Double.NaN, Double.NaN));
        sink.forget();
    }

    private void printRatios() {
        for (SmtpScenario scenario : plan.scenarios()) {
            String name = scenario.name();
            figures.ratioToBestPeer("smtp." + name + ".vs_best_peer", name, Figure::perSecond, true);
        }
        figures.ratioToBestPeer("smtp.cpu_per_mail.vs_best_peer", "loopback", Figure::cpuMillis, false);
        figures.ratio(
                "engine.end_to_end.vs_smtp_alone",
                "loopback",
                SmtpSender.LIBRARY.label(),
                SmtpSender.TRIGGERED.label());
    }

    private ChildProcess process(SmtpSender sender) throws IOException {
        ChildProcess process = senders.get(sender);
        if (process == null) {
            process = ChildProcess.start(List.of(PROVIDER), SmtpLoad.class, sender.name());
            senders.put(sender, process);
        }
        return process;
    }

    private void close() throws IOException {
        for (ChildProcess sender : senders.values()) {
            sender.close();
        }
    }
}
