package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpeedometerTest {
    private final TurnedClock clock = new TurnedClock();
    private final Speedometer speed = new Speedometer(clock.instant());
    private int looks;

    private void send(int messages, Duration apart) {
        for (int i = 0; i < messages; i++) {
            clock.turn(apart);
            speed.began(1, () -> {
                looks++;
                return clock.instant();
            });
        }
    }

    @Test
    void shows_what_was_sent_lately() {
        send(1_000, Duration.ofSeconds(1));
        assertThat(speed.at(clock.instant())).isCloseTo(1, within(0.01));
        send(1_000, Duration.ofMillis(2));
        assertThat(speed.at(clock.instant())).isCloseTo(500, within(5.0));
    }

    @Test
    void looks_at_the_clock_once_for_many_messages() {
        send(2_560, Duration.ofMillis(1));
        assertThat(looks).isEqualTo(10);
    }

    @Test
    void has_an_end_though_no_time_went_by() {
        send(100, Duration.ZERO);
        assertThat(speed.at(clock.instant())).isEqualTo(20_000);
        clock.turn(Duration.ofDays(-1));
        assertThat(speed.at(clock.instant())).isEqualTo(20_000);
    }
}
