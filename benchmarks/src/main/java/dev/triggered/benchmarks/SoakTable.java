package dev.triggered.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The samples of a run, one line for each. */
final class SoakTable {
    private final String name;
    private final List<Map<String, Double>> samples = new ArrayList<>();

    SoakTable(String name) {
        this.name = name;
    }

    void add(Duration at, Map<String, Double> sample) {
        samples.add(sample);
        String figures = sample.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        System.out.printf("%s %d:%02d  %s%n", name, at.toMinutes(), at.toSecondsPart(), figures);
    }

    /** Prints for each figure its mean over the last third of the run as a multiple of that over the first third. */
    void end() {
        int third = samples.size() / 3;
        for (String figure : new TreeSet<>(samples.get(samples.size() - 1).keySet())) {
            double first = mean(figure, samples.subList(0, third));
            double last = mean(figure, samples.subList(samples.size() - third, samples.size()));
            if (first > 0) {
                System.out.printf(Locale.ROOT, "ratio soak-%s-%s %.2f%n", name, figure, last / first);
            }
        }
    }

    private static double mean(String figure, List<Map<String, Double>> samples) {
        return samples.stream()
                .mapToDouble(sample -> sample.getOrDefault(figure, 0.0))
                .average()
                .orElse(0);
    }
}
