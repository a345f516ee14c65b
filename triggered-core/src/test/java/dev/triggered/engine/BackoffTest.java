package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.DeliveryPolicy;
import dev.triggered.RetryPolicy;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    private static final RetryPolicy CALM = RetryPolicy.standard().jitter(0);

    private final Backoff backoff = new Backoff(new SplittableRandom(4711));

    @ParameterizedTest
    @CsvSource({
        "1, PT15S",
        "2, PT30S",
        "3, PT1M",
        "4, PT2M",
        "5, PT4M",
        "6, PT8M",
        "7, PT16M",
        "8, PT30M",
        "9, PT30M",
        "100, PT30M",
        "2147483647, PT30M"
    })
    void doubles_from_attempt_to_attempt_up_to_the_longest_delay(int attempts, Duration delay) {
        assertThat(backoff.after(attempts, CALM)).isEqualTo(delay);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 1})
    void scatters_within_the_jitter_and_over_all_of_it(double jitter) {
        RetryPolicy policy =
                CALM.delays(Duration.ofSeconds(100), Duration.ofSeconds(100)).jitter(jitter);

        DoubleSummaryStatistics delays = DoubleStream.generate(
                        () -> backoff.after(1, policy).toMillis() / 100_000.0)
                .limit(10_000)
                .summaryStatistics();

        assertThat(delays.getMin()).isBetween(1 - jitter, 1 - jitter * 0.98);
        assertThat(delays.getMax()).isBetween(1 + jitter * 0.98, 1 + jitter);
        assertThat(delays.getAverage()).isBetween(1 - jitter * 0.05, 1 + jitter * 0.05);
    }

    @Test
    void is_the_same_for_the_same_chance() {
        RetryPolicy policy = RetryPolicy.standard();
        Backoff again = new Backoff(new SplittableRandom(4711));

        for (int attempts = 1; attempts < 20; attempts++) {
            assertThat(backoff.after(attempts, policy)).isEqualTo(again.after(attempts, policy));
        }
    }

    @Test
    void is_never_nothing() {
        RetryPolicy policy =
                CALM.delays(Duration.ofMillis(1), Duration.ofMillis(1)).jitter(1);

        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.after(1, policy)).isPositive();
        }
    }

    @Test
    void grows_from_less_than_a_millisecond_too() {
        RetryPolicy policy = CALM.delays(Duration.ofNanos(500_000), Duration.ofSeconds(1));

        assertThat(backoff.after(5, policy)).isEqualTo(Duration.ofMillis(8));
        assertThat(backoff.after(100, policy)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void bears_delays_without_an_end() {
        RetryPolicy policy = CALM.delays(Duration.ofSeconds(15), DeliveryPolicy.NEVER);

        assertThat(backoff.after(3, policy)).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.after(1, CALM.delays(DeliveryPolicy.NEVER, DeliveryPolicy.NEVER)))
                .isGreaterThan(Duration.ofDays(365));
    }
}
