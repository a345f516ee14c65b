package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.BreakerPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final BreakerPolicy POLICY =
            BreakerPolicy.standard().failures(3).pauses(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final TurnedClock clock = new TurnedClock();
    private final Breaker breaker = new Breaker(POLICY);

    private int room() {
        return breaker.room(clock.instant());
    }

    private boolean fails() {
        return breaker.failed(clock.instant());
    }

    private void open() {
        assertThat(List.of(fails(), fails(), fails())).containsExactly(false, false, true);
    }

    private void halfOpen() {
        open();
        clock.turn(POLICY.pause());
        assertThat(room()).isEqualTo(1);
        breaker.began();
    }

    @Test
    void stays_closed_as_long_as_failures_are_not_in_a_row() {
        for (int i = 0; i < 100; i++) {
            assertThat(List.of(fails(), fails())).containsOnly(false);
            assertThat(breaker.worked()).isFalse();
            assertThat(room()).isEqualTo(ANY);
        }
    }

    @Test
    void opens_at_the_last_of_so_many_failures_in_a_row() {
        assertThat(breaker.isSound()).isTrue();
        open();
        assertThat(breaker.isSound() || breaker.isClosed()).isFalse();
        assertThat(room()).isZero();
        assertThat(breaker.end()).isEqualTo(clock.instant().plusSeconds(1));
        clock.turnMillis(999);
        assertThat(room()).isZero();
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void lets_one_message_through_after_its_pause_and_no_other_until_that_has_ended() {
        open();
        clock.turnMillis(1_000);
        assertThat(room()).isEqualTo(1);
        assertThat(breaker.isOpen()).isFalse();
        breaker.began();
        clock.turn(Duration.ofDays(1));
        assertThat(room()).isZero();
    }

    @Test
    void closes_when_what_was_tried_worked_and_begins_anew() {
        halfOpen();
        assertThat(breaker.worked()).isTrue();
        assertThat(breaker.isClosed() && breaker.isSound()).isTrue();
        assertThat(room()).isEqualTo(ANY);
        open();
        assertThat(breaker.end()).isEqualTo(clock.instant().plusSeconds(1));
    }

    @Test
    void tries_another_message_when_the_first_one_told_nothing() {
        halfOpen();
        breaker.toldNothing();
        assertThat(room()).isEqualTo(1);
    }

    @Test
    void doubles_its_pause_up_to_the_longest_one() {
        open();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pauses.add(Duration.between(clock.instant(), breaker.end()).toSeconds());
            clock.turn(Duration.between(clock.instant(), breaker.end()));
            assertThat(room()).isEqualTo(1);
            breaker.began();
            assertThat(fails()).isTrue();
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void remembers_since_when_it_is_not_closed() {
        open();
        clock.turnMillis(1_000);
        assertThat(room()).isEqualTo(1);
        fails();
        assertThat(breaker.since()).isEqualTo(clock.instant().minusSeconds(1));
    }

    @Test
    void pauses_no_longer_for_a_clock_that_goes_back() {
        open();
        clock.turn(Duration.ofHours(-1));
        assertThat(room()).isEqualTo(1);
    }

    @Test
    void bears_a_pause_without_an_end() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        Breaker patient = new Breaker(POLICY.failures(1).pauses(endless, endless));
        assertThat(patient.failed(clock.instant())).isTrue();
        assertThat(patient.room(clock.turn(Duration.ofDays(364)))).isZero();
        assertThat(patient.room(clock.turn(Duration.ofDays(1)))).isEqualTo(1);
        patient.began();
        assertThat(patient.failed(clock.instant())).isTrue();
        assertThat(patient.end()).isAfter(clock.instant());
    }
}
