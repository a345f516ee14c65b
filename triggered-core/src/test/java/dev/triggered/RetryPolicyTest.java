package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final RetryPolicy STANDARD = RetryPolicy.standard();

    @Test
    void says_by_default_what_its_documentation_says() {
        assertThat(STANDARD)
                .isEqualTo(new RetryPolicy(
                        Duration.ofSeconds(15), Duration.ofMinutes(30), 0.2, Duration.ofHours(24), 100));
        assertThat(RetryPolicy.never().attempts()).isEqualTo(1);
    }

    @Test
    void changes_one_part_and_keeps_the_others() {
        assertThat(STANDARD.delays(Duration.ofMillis(1), Duration.ofMillis(2)))
                .isEqualTo(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), 0.2, Duration.ofHours(24), 100));
        assertThat(STANDARD.jitter(0).jitter()).isZero();
        assertThat(STANDARD.jitter(1).jitter(0.2)).isEqualTo(STANDARD);
        assertThat(STANDARD.giveUpAfter(Duration.ZERO).giveUpAfter()).isZero();
        assertThat(STANDARD.attempts(7).attempts(100)).isEqualTo(STANDARD);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void refuses_a_jitter_outside_0_to_1(double jitter) {
        assertThatThrownBy(() -> STANDARD.jitter(jitter)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_delays_that_do_not_grow() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> STANDARD.delays(Duration.ZERO, second)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.delays(second.negated(), second))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.delays(second, second.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(STANDARD.delays(second, second).longestDelay()).isEqualTo(second);
    }

    @Test
    void refuses_no_attempt_and_a_negative_age() {
        assertThatThrownBy(() -> STANDARD.attempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.giveUpAfter(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
