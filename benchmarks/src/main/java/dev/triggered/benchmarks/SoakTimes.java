package dev.triggered.benchmarks;

import java.util.Arrays;
import java.util.Map;

/** The times that were taken since the last sample. Thread-safe. */
final class SoakTimes {
    private long[] nanos = new long[1_024];
    private int count;

    synchronized void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    /** Puts the median and the 99th percentile into a sample, in the given unit of nanoseconds, and forgets the times. */
    synchronized void drain(String name, Map<String, Double> sample, double unit) {
        long[] taken = Arrays.copyOf(nanos, count);
        count = 0;
        sample.put(name + "-p50-us", Quantiles.of(taken, 0.5) / unit);
        sample.put(name + "-p99-us", Quantiles.of(taken, 0.99) / unit);
    }
}
