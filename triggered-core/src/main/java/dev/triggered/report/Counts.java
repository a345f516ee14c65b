package dev.triggered.report;

import dev.triggered.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was counted. Immutable.
 *
 * @param measures how often each measure was counted; without those that were not
 * @param refusals how many triggers streams answered without keeping a message, by their verdict; without those that were not
 * @param latencies how long the messages took that were {@linkplain Measure#SENT sent}
 */
public record Counts(Map<Measure, Long> measures, Map<Verdict, Long> refusals, Latencies latencies) {
    /** Nothing. */
    public static final Counts NONE = new Counts(Map.of(), Map.of(), Latencies.NONE);

    /**
     * Copies the components.
     *
     * @param measures as for the record
     * @param refusals as for the record
     * @param latencies as for the record
     */
    public Counts {
        measures = copy(Measure.class, measures);
        refusals = copy(Verdict.class, refusals);
    }

    private static <K extends Enum<K>> Map<K, Long> copy(Class<K> keys, Map<K, Long> counts) {
        EnumMap<K, Long> copy = new EnumMap<>(keys);
        counts.forEach((key, count) -> {
            if (count != 0) {
                copy.put(key, count);
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Returns how often a measure was counted.
     *
     * @param measure the measure
     * @return 0 where it was not
     */
    public long of(Measure measure) {
        return measures.getOrDefault(measure, 0L);
    }

    /**
     * Returns how many triggers a stream answered with a verdict.
     *
     * @param verdict one that keeps no message: not {@code ACCEPTED} or {@code HELD}
     * @return 0 where there are none
     */
    public long refused(Verdict verdict) {
        return refusals.getOrDefault(verdict, 0L);
    }

    /**
     * Returns how many triggers streams answered without keeping a message, repeated ones among them.
     *
     * @return the sum over all verdicts
     */
    public long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Adds others, such as those of another period.
     *
     * @param others what was counted elsewhere
     * @return the sums
     */
    public Counts plus(Counts others) {
        return new Counts(
                sum(measures, others.measures), sum(refusals, others.refusals), latencies.plus(others.latencies));
    }

    private static <K> Map<K, Long> sum(Map<K, Long> some, Map<K, Long> others) {
        Map<K, Long> sums = new HashMap<>(some);
        others.forEach((key, count) -> sums.merge(key, count, Long::sum));
        return sums;
    }

    /**
     * Returns the latency that a part of the sent messages did not exceed: see {@link Latencies#percentile}.
     *
     * @param percent which part, above 0 and at most 100
     * @return the latency, or empty where nothing was sent
     */
    public Optional<Duration> latency(double percent) {
        return latencies.percentile(percent);
    }
}
