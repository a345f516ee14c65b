package dev.triggered.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured, by scenario and sender, and what is said of it. */
final class SmtpFigures {
    private static final String CELL = "-";

    private final Map<Row, List<Figure>> rows = new LinkedHashMap<>();

    /**
     * One measurement.
     *
     * @param perSecond mails for each second
     * @param cpuMillis CPU of the sender's process for each mail; not a number where that is unknown
     * @param bytes what the sender's threads allocated for each mail; not a number where that is unknown
     */
    record Figure(double perSecond, double cpuMillis, double bytes) {}

    private record Row(String scenario, String sender) {}

    void add(String scenario, String sender, Figure figure) {
        rows.computeIfAbsent(new Row(scenario, sender), row -> new ArrayList<>())
                .add(figure);
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "%-26s %-34s %10s %12s %12s%n",
                "scenario",
                "sender",
                "mails/s",
                "CPU ms/mail",
                "bytes/mail");
        rows.forEach((row, figures) -> System.out.printf(
                Locale.ROOT,
                "%-26s %-34s %10.0f %12s %12s%n",
                row.scenario,
                row.sender,
                median(figures, Figure::perSecond),
                cell("%.4f", median(figures, Figure::cpuMillis)),
                cell("%.0f", median(figures, Figure::bytes))));
        System.out.println();
    }

    /** Prints our figure over that of the peer that has the best, where both were measured. */
    void ratioToBestPeer(String name, String scenario, ToDoubleFunction<Figure> figure, boolean most) {
        Comparator<List<Figure>> byMedian = Comparator.comparingDouble(figures -> median(figures, figure));
        SmtpSender.peers()
                .map(peer -> figures(scenario, peer.label()))
                .filter(figures -> !figures.isEmpty())
                .max(most ? byMedian : byMedian.reversed())
                .ifPresent(best -> print(name, figures(scenario, SmtpSender.TRIGGERED.label()), best, figure));
    }

    /** Prints one sender's mails per second over another's, where both were measured. */
    void ratio(String name, String scenario, String sender, String base) {
        print(name, figures(scenario, sender), figures(scenario, base), Figure::perSecond);
    }

    /** Prints the median of the rounds' ratios: from one round to another the machine may have another speed. */
    private static void print(String name, List<Figure> values, List<Figure> bases, ToDoubleFunction<Figure> figure) {
        int rounds = Math.min(values.size(), bases.size());
        double[] ratios = IntStream.range(0, rounds)
                .mapToDouble(round -> figure.applyAsDouble(values.get(round)) / figure.applyAsDouble(bases.get(round)))
                .sorted()
                .toArray();
        if (rounds > 0) {
            print(name, ratios[rounds / 2]);
        }
    }

    static void print(String name, double ratio) {
        System.out.printf(Locale.ROOT, "ratio %s %.3f%n", name, ratio);
    }

    private List<Figure> figures(String scenario, String sender) {
        return rows.getOrDefault(new Row(scenario, sender), List.of());
    }

    private static double median(List<Figure> figures, ToDoubleFunction<Figure> figure) {
        double[] sorted = figures.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String cell(String format, double value) {
        return Double.isNaN(value) ? CELL : String.format(Locale.ROOT, format, value);
    }
}
