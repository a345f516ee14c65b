package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowDownTest {
    private final TurnedClock clock = new TurnedClock();
    private final SlowDown slowDown = new SlowDown();

    /** Begins as many messages as may be, by the clock, and returns how many there were in so many seconds. */
    private int send(int seconds) {
        Instant end = clock.instant().plusSeconds(seconds);
        int sent = 0;
        while (clock.instant().isBefore(end)) {
            int room = Math.min(slowDown.room(clock.instant()), 1_000);
            slowDown.began(room);
            sent += room;
            clock.turnMillis(1);
        }
        return sent;
    }

    private boolean again() {
        return slowDown.again(false, clock.instant());
    }

    @Test
    void permits_everything_until_the_relay_asks_for_less() {
        assertThat(slowDown.isActive()).isFalse();
        assertThat(slowDown.room(clock.instant())).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void halves_what_was_sent_and_sends_nothing_at_once() {
        slowDown.start(300, clock.instant());
        assertThat(slowDown.room(clock.instant())).isZero();
        assertThat(send(1)).isBetween(149, 151);
    }

    @Test
    void rises_by_a_step_each_second_and_is_gone_when_it_is_where_it_was() {
        slowDown.start(300, clock.instant());
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            sent.add(send(1));
        }
        assertThat(sent).isSorted().first().satisfies(first -> assertThat(first).isBetween(149, 151));
        assertThat(sent.get(14)).isBetween(285, 295);
        assertThat(slowDown.isActive(clock.turnMillis(10))).isFalse();
    }

    @Test
    void halves_again_for_each_complaint_of_a_second_and_for_no_more_than_one() {
        slowDown.start(800, clock.instant());
        assertThat(again()).isFalse();
        clock.turnMillis(999);
        assertThat(again()).isFalse();
        clock.turnMillis(1);
        assertThat(again()).isTrue();
        assertThat(send(1)).isBetween(195, 245);
    }

    @Test
    void is_not_cut_but_does_not_rise_for_complaints_about_mails_begun_before() {
        slowDown.start(300, clock.instant());
        for (int i = 0; i < 100; i++) {
            clock.turnMillis(500);
            assertThat(slowDown.again(true, clock.instant())).isFalse();
        }
        assertThat(send(1)).isBetween(140, 175);
    }

    @Test
    void goes_no_lower_than_one_in_ten_seconds_and_comes_back_from_there_within_minutes() {
        slowDown.start(1_000, clock.instant());
        for (int i = 0; i < 30; i++) {
            clock.turnMillis(1_000);
            again();
        }
        assertThat(send(20)).isBetween(2, 4);
        int seconds = 20;
        while (slowDown.isActive(clock.turnMillis(1_000))) {
            seconds++;
        }
        assertThat(seconds).isBetween(300, 500);
    }

    @Test
    void rises_in_steps_of_where_the_relay_complained_last_so_that_it_stays_near_to_what_that_takes() {
        slowDown.start(1_000, clock.instant());
        int taken = 0;
        int complaints = 0;
        for (int second = 0; second < 600; second++) {
            int sent = send(1);
            taken += Math.min(sent, 10);
            if (sent > 10) {
                again();
                complaints++;
            }
        }
        assertThat(taken).isGreaterThan(600 * 6);
        assertThat(complaints).isLessThan(70);
    }

    @Test
    void leaves_a_slow_lane_at_least_one_a_second_at_first() {
        slowDown.start(0.001, clock.instant());
        assertThat(send(10)).isBetween(10, 14);
    }

    @Test
    void is_looked_at_when_a_message_may_go_and_once_a_second_at_least() {
        slowDown.start(20, clock.instant());
        assertThat(slowDown.next(clock.instant())).isEqualTo(clock.instant().plusMillis(100));
        for (int i = 0; i < 10; i++) {
            clock.turnMillis(1_000);
            again();
        }
        slowDown.began(1);
        assertThat(slowDown.next(clock.instant())).isEqualTo(clock.instant().plusSeconds(1));
    }

    @Test
    void is_not_held_by_a_clock_that_goes_back() {
        slowDown.start(20, clock.instant());
        clock.turn(Duration.ofHours(-1));
        assertThat(again()).isTrue();
        send(60);
        assertThat(slowDown.isActive()).isFalse();
    }

    @Test
    void takes_back_what_was_not_begun() {
        slowDown.start(20, clock.instant());
        clock.turnMillis(100);
        slowDown.began(1);
        assertThat(slowDown.room(clock.instant())).isZero();
        slowDown.giveBack(1);
        assertThat(slowDown.room(clock.instant())).isEqualTo(1);
    }
}
