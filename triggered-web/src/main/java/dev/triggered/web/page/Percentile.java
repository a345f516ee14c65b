package dev.triggered.web.page;

import dev.triggered.report.Counts;
import java.time.Duration;
import java.util.OptionalDouble;

/** A part of the mails, by how long they took from when they were triggered, or due, until the relay took them. */
enum Percentile {
    P50(50),
    P95(95),
    P99(99);

    private static final double NANOS_PER_MILLI = 1e6;

    private final double percent;

    Percentile(double percent) {
        this.percent = percent;
    }

    /** Returns the milliseconds that this part did not exceed, where anything was sent. */
    OptionalDouble millis(Counts counts) {
        return counts.latency(percent)
                .map(latency -> OptionalDouble.of(millis(latency)))
                .orElse(OptionalDouble.empty());
    }

    static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }

    String text(Texts texts, Counts counts) {
        OptionalDouble millis = millis(counts);
        return millis.isPresent() ? texts.duration(millis.getAsDouble()) : "–";
    }
}
