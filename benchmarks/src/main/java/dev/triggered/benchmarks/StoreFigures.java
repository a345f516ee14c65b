package dev.triggered.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was measured in each round, by contender and metric, and the medians of it. */
final class StoreFigures {
    private final Map<String, List<Double>> figures = new HashMap<>();

    void add(String contender, String metric, double value) {
        figures.computeIfAbsent(contender + " " + metric, key -> new ArrayList<>())
                .add(value);
    }

    void clear() {
        figures.clear();
    }

    /** Returns the median, or empty where nothing was measured. */
    OptionalDouble median(String contender, String metric) {
        List<Double> values = figures.getOrDefault(contender + " " + metric, List.of());
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values.stream().sorted().toList().get(values.size() / 2));
    }

    void table(Collection<String> contenders, List<String> metrics) {
        System.out.printf("%n%-20s", "");
        metrics.forEach(metric -> System.out.printf("%18s", metric));
        System.out.println();
        for (String contender : contenders) {
            System.out.printf("%-20s", contender);
            metrics.forEach(metric -> System.out.printf("%18s", text(median(contender, metric))));
            System.out.println();
        }
    }

    /** Says how long one call takes, ours and that of the peer with the highest rate. */
    void latencies(String ours, Collection<String> peers, int threads) {
        String rate = "accept" + threads;
        Optional<String> best = peers.stream()
                .filter(peer -> median(peer, rate).isPresent())
                .max(Comparator.comparing(peer -> median(peer, rate).getAsDouble()));
        OptionalDouble our = median(ours, "p99 ms of " + threads);
        if (best.isPresent() && our.isPresent()) {
            OptionalDouble their = median(best.get(), "p99 ms of " + threads);
            System.out.printf(
                    "accept on %d threads, p50/p99 in ms: ours %s/%s, %s %s/%s: our p99 is %sabove the peer's%n",
                    threads,
                    text(median(ours, "p50 ms of " + threads)),
                    text(our),
                    best.get(),
                    text(median(best.get(), "p50 ms of " + threads)),
                    text(their),
                    our.getAsDouble() > their.getAsDouble() ? "" : "not ");
        }
    }

    /** Prints our median over that of the peer that is the best in this metric. */
    void ratio(String name, String ours, Collection<String> peers, String metric, boolean moreIsBetter) {
        OptionalDouble our = median(ours, metric);
        double[] theirs = peers.stream()
                .map(peer -> median(peer, metric))
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        if (our.isPresent() && theirs.length > 0) {
            print(name, our.getAsDouble() / theirs[moreIsBetter ? theirs.length - 1 : 0]);
        }
    }

    /** Prints one median over another one. */
    void ratio(String name, String contender, String metric, String over) {
        OptionalDouble above = median(contender, metric);
        OptionalDouble below = median(contender, over);
        if (above.isPresent() && below.isPresent()) {
            print(name, above.getAsDouble() / below.getAsDouble());
        }
    }

    void figure(String name, String contender, String metric) {
        median(contender, metric).ifPresent(value -> print(name, value));
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "ratio %s %.2f%n", name, value);
    }

    private static String text(OptionalDouble value) {
        return value.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, value.getAsDouble() < 100 ? "%.2f" : "%.0f", value.getAsDouble());
    }
}
