package dev.triggered.benchmarks;

import java.util.Arrays;

/** Quantiles of times. */
final class Quantiles {
    private Quantiles() {}

    /** Returns the value below which a share of the values lies. */
    static long of(long[] values, double share) {
        if (values.length == 0) {
            return 0;
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }
}
