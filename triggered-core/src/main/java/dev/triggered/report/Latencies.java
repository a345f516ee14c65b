package dev.triggered.report;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long messages took from when they were triggered, or due, until the relay took them. Immutable.
 *
 * <p>They are counted in buckets: below 8 milliseconds one for each, above 8 of the same width from each power of two to the next. What
 * is said of them is right to a sixteenth (6.25 %), and to half a millisecond below 8.
 *
 * @param buckets how many are in each bucket, by its {@linkplain #bucket number}
 */
public record Latencies(SortedMap<Integer, Long> buckets) {
    /** None at all. */
    public static final Latencies NONE = new Latencies(new TreeMap<>());

    private static final int PER_DOUBLING = 8;
    private static final int LAST_BUCKET = 311;
    private static final double WHOLE = 100;

    /**
     * Checks and copies the buckets.
     *
     * @param buckets as for the record
     */
    public Latencies {
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
        buckets.forEach((bucket, count) -> {
            if (bucket < 0 || bucket > LAST_BUCKET || count < 0) {
                throw new IllegalArgumentException("buckets have numbers from 0 to " + LAST_BUCKET
                        + " and no negative counts: " + bucket + ", " + count);
            }
        });
    }

    /**
     * Returns the bucket of a latency.
     *
     * @param latency how long it took; a negative one counts as none
     * @return its number, from 0 to 311, where all are that took more than 34 years
     */
    public static int bucket(Duration latency) {
        long millis = latency.isNegative() ? 0 : latency.toMillis();
        if (millis < PER_DOUBLING) {
            return (int) millis;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis);
        int place = (int) (millis >>> (power - 3)) & (PER_DOUBLING - 1);
        return Math.min(LAST_BUCKET, (power - 2) * PER_DOUBLING + place);
    }

    /**
     * Returns how many there are.
     *
     * @return one for each message that was sent
     */
    public long count() {
        return buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Adds others.
     *
     * @param others those of other messages
     * @return all of them
     */
    public Latencies plus(Latencies others) {
        TreeMap<Integer, Long> all = new TreeMap<>(buckets);
        others.buckets.forEach((bucket, count) -> all.merge(bucket, count, Long::sum));
        return new Latencies(all);
    }

    /**
     * Returns the latency that a part of the messages did not exceed.
     *
     * @param percent which part, above 0 and at most 100: 50 for the median
     * @return the middle of its bucket, or empty where nothing was sent
     */
    public Optional<Duration> percentile(double percent) {
        if (!(percent > 0 && percent <= WHOLE)) {
            throw new IllegalArgumentException("a percentile is above 0 and at most 100: " + percent);
        }
        double rank = Math.ceil(percent / WHOLE * count());
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (bucket.getValue() > 0 && seen >= rank) {
                return Optional.of(middle(bucket.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Duration middle(int bucket) {
        int doubling = Math.max(0, bucket / PER_DOUBLING - 1);
        long first = bucket < PER_DOUBLING ? bucket : (long) (PER_DOUBLING + bucket % PER_DOUBLING) << doubling;
        long halfMillis = 2 * first + (1L << doubling);
        return Duration.ofNanos(halfMillis * 500_000);
    }
}
