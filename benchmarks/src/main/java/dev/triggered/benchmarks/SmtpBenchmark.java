package dev.triggered.benchmarks;

import dev.triggered.benchmarks.SmtpFigures.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What sending by our dispatcher comes to beside what else sends mail from Java: to one sink, in turns, in three rounds of which the
 * medians count. Each sender and the sink have a process of their own.
 */
final class SmtpBenchmark {
    private static final String LOOPBACK = "loopback";
    private static final String SMTP_SOURCE = "smtp-source";
    private static final int RAW_CONNECTIONS = 4;
    private static final long BURST_MILLIS = 100;
    /** The whole library has three times as much code to be compiled. */
    private static final long LONG_BURST_MILLIS = 300;

    private static final long REST_MILLIS = 50;
    /** Keeps Jakarta Mail from looking for its provider at every part of every mail. */
    static final String PROVIDER = "-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider";

    private final Map<SmtpSender, ChildProcess> senders = new EnumMap<>(SmtpSender.class);
    private final SmtpFigures figures = new SmtpFigures();
    private final SmtpPlan plan;
    private final SinkProcess sink;
    private final List<PostfixTools> tools;

    private SmtpBenchmark(SmtpPlan plan, SinkProcess sink, List<PostfixTools> tools) {
        this.plan = plan;
        this.sink = sink;
        this.tools = tools;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SmtpPlan plan = SmtpPlan.of(List.of(arguments));
        try (SinkProcess sink = SinkProcess.start()) {
            SmtpBenchmark benchmark = new SmtpBenchmark(plan, sink, PostfixTools.find());
            try {
                benchmark.run();
            } finally {
                benchmark.close();
            }
            if (plan.measures("lanes")) {
                LaneFigures lanes = new LaneFigures(sink, plan);
                lanes.measure();
                lanes.print();
            }
            if (plan.measures("scale")) {
                new BacklogFigures(sink, plan).run();
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        measureSink("the sink alone, by BDAT", RawSmtp.chunks(sink.port("chunking")));
        measureSink("the sink alone, after DATA", RawSmtp.data(sink.port("pipelining")));
        for (SmtpScenario scenario : plan.scenarios()) {
            warmUp(scenario);
            boolean postfix = scenario.name().equals(LOOPBACK) && !tools.isEmpty();
            for (int round = 0; round < plan.rounds(); round++) {
                for (SmtpSender sender : scenario.possible()) {
                    figures.add(scenario.name(), sender.label(), measure(scenario, sender, plan.millis()));
                }
                if (postfix) {
                    measurePostfix(tools.get(0));
                }
            }
        }
        figures.print();
        printRatios();
    }

    /**
     * Lets the senders send in bursts, in turns: while the others have theirs, the compilers of a sender's JVM go on. At the end they have
     * the processors to themselves.
     */
    private void warmUp(SmtpScenario scenario) throws IOException, InterruptedException {
        int bursts = plan.warmUps(scenario);
        for (int burst = 0; burst < bursts; burst++) {
            for (SmtpSender sender : scenario.possible()) {
                long millis = sender == SmtpSender.LIBRARY ? LONG_BURST_MILLIS : BURST_MILLIS;
                Report unused = send(sender, sink.port(scenario.port()), scenario.attachment(), millis);
                sink.forget();
            }
        }
        TimeUnit.MILLISECONDS.sleep(bursts * REST_MILLIS);
    }

    /** Lets the load generator of Postfix send to our sink, and our dispatcher to that of Postfix. */
    private void measurePostfix(PostfixTools tool) throws IOException, InterruptedException {
        long before = sink.count();
        long nanos = tool.send(sink.port("chunking"), SmtpScenario.CONNECTIONS, plan.postfixMails());
        double perSecond = (sink.count() - before) * 1e9 / nanos;
        figures.add(LOOPBACK, SMTP_SOURCE, new Figure(perSecond, Double.NaN, Double.NaN));
        sink.forget();
        try (PostfixTools.Sink other = tool.sink()) {
            Report report = send(SmtpSender.TRIGGERED, other.port(), false, plan.millis());
            figures.add(LOOPBACK, "triggered, to smtp-sink", report.figure());
        }
    }

    /** Lets one sender send, counts at the sink, and looks at some of the mails that came. */
    private Figure measure(SmtpScenario scenario, SmtpSender sender, long millis) throws IOException {
        long before = sink.count();
        Report report = send(sender, sink.port(scenario.port()), scenario.attachment(), millis);
        long taken = sink.count() - before;
        if (taken != report.mails()) {
            throw new IOException(sender + " counted " + report.mails() + " mails and the sink " + taken);
        }
        sink.check(scenario.attachment());
        return report.figure();
    }

    private Report send(SmtpSender sender, int port, boolean attachment, long millis) throws IOException {
        String answer = process(sender)
                .ask(port + " " + SmtpScenario.CONNECTIONS + " " + SmtpScenario.WINDOW + " " + attachment + " "
                        + millis);
        String[] words = answer.split(" ", -1);
        return new Report(
                Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    /** Finds out how much the sink takes, so that everybody sees that it is not what is measured elsewhere. */
    private void measureSink(String name, RawSmtp sender) throws IOException {
        long unused = sender.send(RAW_CONNECTIONS, Duration.ofMillis(plan.millis() / 2));
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
        String ours = SmtpSender.TRIGGERED.label();
        figures.ratio("smtp.loopback.vs_smtp_source", LOOPBACK, ours, SMTP_SOURCE);
        if (tools.isEmpty()) {
            System.out.println("smtp.loopback.vs_smtp_source was left out: there is no smtp-source on the path, and"
                    + " benchmarks/postfix could not unpack one");
        }
        figures.ratioToBestPeer("smtp.cpu_per_mail.vs_best_peer", LOOPBACK, Figure::cpuMillis, false);
        figures.ratio("engine.end_to_end.vs_smtp_alone", LOOPBACK, SmtpSender.LIBRARY.label(), ours);
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

    /** What a sender's process says of its work. */
    private record Report(long mails, long nanos, long cpuNanos, long bytes) {
        Figure figure() {
            return new Figure(mails * 1e9 / nanos, cpuNanos / 1e6 / mails, bytes / (double) mails);
        }
    }
}
