package dev.triggered.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountsTest {
    @Test
    void add_up_with_their_refusals_and_latencies() {
        Counts some = counts(2, 1, Duration.ofMillis(5));
        Counts others = counts(3, 4, Duration.ofMillis(7));

        Counts sum = some.plus(others).plus(Counts.NONE);

        assertThat(sum.of(Measure.SENT)).isEqualTo(5);
        assertThat(sum.refused(Verdict.DUPLICATE)).isEqualTo(5);
        assertThat(sum.latencies().count()).isEqualTo(2);
        assertThat(sum.latency(50)).isEqualTo(some.latency(50));
        assertThat(sum.latency(100)).isEqualTo(others.latency(100));
        assertThat(sum).isEqualTo(others.plus(some));
    }

    private static Counts counts(long sent, long duplicates, Duration latency) {
        TreeMap<Integer, Long> buckets = new TreeMap<>(Map.of(Latencies.bucket(latency), 1L));
        return new Counts(Map.of(Measure.SENT, sent), Map.of(Verdict.DUPLICATE, duplicates), new Latencies(buckets));
    }
}
