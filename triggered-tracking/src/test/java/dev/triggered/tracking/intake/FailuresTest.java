package dev.triggered.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Failures failures = new Failures();

    @Test
    void waits_longer_each_time_and_five_minutes_at_most() {
        assertThat(List.of(1, 2, 3, 9, 10, 100_000).stream().map(Failures::pause))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(256),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5));
    }

    @Test
    void tries_what_failed_when_its_time_has_come_and_behind_the_others() {
        assertThat(failures.failed("1", NOW)).isEqualTo(1);
        assertThat(failures.failed("1", NOW)).isEqualTo(2);

        assertThat(failures.isDue("1", NOW.plusSeconds(1))).isFalse();
        assertThat(failures.isDue("1", NOW.plusSeconds(2))).isTrue();
        assertThat(failures.isDue("2", NOW)).isTrue();
        assertThat(failures.next()).contains(NOW.plusSeconds(2));
        assertThat(failures.inOrder(List.of("1", "2", "3"))).containsExactly("2", "3", "1");
    }

    @Test
    void forgets_what_is_due_and_gone_so_that_nobody_wakes_for_it() {
        failures.failed("gone", NOW);
        failures.failed("later", NOW.plusSeconds(5));
        failures.failed("there", NOW);

        failures.forgetMissing(List.of("there"), NOW.plusSeconds(1));

        assertThat(failures.inOrder(List.of("there", "gone", "later"))).containsExactly("gone", "there", "later");
    }

    @Test
    void remembers_a_thousand() {
        for (int i = 0; i < 2_000; i++) {
            failures.failed("mail " + i, NOW);
        }

        assertThat(failures.isDue("mail 999", NOW)).isTrue();
        assertThat(failures.isDue("mail 1000", NOW)).isFalse();
    }
}
