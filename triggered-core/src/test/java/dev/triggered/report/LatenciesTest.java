package dev.triggered.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    private static final double SIXTEENTH = 1.0 / 16;

    @Test
    void are_right_to_a_sixteenth_or_half_a_millisecond() {
        for (long micros = 0; micros < 100_000_000; micros += 1 + micros / 50) {
            Duration latency = Duration.ofNanos(micros * 1_000);
            Duration said = of(latency).percentile(50).orElseThrow();
            double error = Math.abs(said.minus(latency).toNanos() / 1_000.0);
            assertThat(error).as("%s for %s", said, latency).isLessThanOrEqualTo(Math.max(500, micros * SIXTEENTH));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 50, 95, 99, 99.9, 100})
    void know_their_percentiles(double percent) {
        Random random = new Random(4711);
        long[] millis = random.longs(10_000, 8, 60_000).toArray();
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        Arrays.stream(millis).forEach(each -> buckets.merge(Latencies.bucket(Duration.ofMillis(each)), 1L, Long::sum));
        Arrays.sort(millis);
        double exact = millis[(int) Math.ceil(percent / 100 * millis.length) - 1];

        double said = new Latencies(buckets).percentile(percent).orElseThrow().toNanos() / 1e6;

        assertThat(said).isBetween(exact * (1 - SIXTEENTH), (exact + 1) * (1 + SIXTEENTH));
    }

    @Test
    void have_buckets_without_a_gap() {
        int before = -1;
        for (long millis = 0; millis < 100_000; millis++) {
            int bucket = Latencies.bucket(Duration.ofMillis(millis));
            assertThat(bucket).isBetween(Math.max(0, before), before + 1);
            before = bucket;
        }
        assertThat(Latencies.bucket(Duration.ofDays(1_000_000))).isEqualTo(311);
        assertThat(Latencies.bucket(Duration.ofDays(-1))).isZero();
    }

    @Test
    void say_nothing_where_there_are_none() {
        assertThat(Latencies.NONE.percentile(50)).isEmpty();
        assertThat(Latencies.NONE.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
    void have_percentiles_up_to_100(double percent) {
        assertThatThrownBy(() -> Latencies.NONE.percentile(percent)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Latencies of(Duration latency) {
        return new Latencies(new TreeMap<>(Map.of(Latencies.bucket(latency), 1L)));
    }
}
