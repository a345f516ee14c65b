package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.BreakerPolicy;
import dev.triggered.Lane;
import dev.triggered.Rate;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final String RELAY = "relay.example:25";
    private static final SendResult TAKEN = new SendResult.Accepted(RELAY, new SmtpReply(250, "2.0.0", "taken"));
    private static final SendResult REFUSED = new SendResult.Refused(RELAY, new SmtpReply(550, "5.1.1", "unknown"));
    private static final SendResult BROKEN = new SendResult.Deferred(RELAY, SmtpReply.none("4.4.1", "unreachable"));
    private static final SendResult BUSY = new SendResult.Deferred(RELAY, new SmtpReply(451, "4.7.28", "too fast"));
    private static final SendResult OURS =
            new SendResult.Deferred(RELAY, SmtpReply.none("4.3.0", "a fault on our side"));
    private static final int ANY = Integer.MAX_VALUE;

    private final TurnedClock clock = new TurnedClock();
    private final Lane lane =
            Lane.named("orders").breaker(new BreakerPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(10)));
    private int looks;

    private Pace pace(Lane other) {
        return new Pace(other, () -> {
            looks++;
            return clock.instant();
        });
    }

    private static boolean learn(Pace pace, SendResult result, int turn) {
        return pace.heeds(result) && pace.learn(result, turn, 0);
    }

    private Pace open() {
        Pace pace = pace(lane);
        pace.began(4);
        assertThat(learn(pace, BROKEN, 0)).isFalse();
        assertThat(learn(pace, BROKEN, 0)).isTrue();
        return pace;
    }

    @Test
    void does_not_look_at_the_clock_while_nothing_limits_it() {
        Pace pace = pace(lane);
        looks = 0;
        for (int i = 0; i < 200; i++) {
            assertThat(pace.room()).isEqualTo(ANY);
            pace.began(1);
            assertThat(pace.heeds(TAKEN)).isFalse();
        }
        assertThat(looks).isZero();
    }

    @Test
    void permits_what_the_rate_does() {
        Pace pace = pace(lane.rate(Rate.perSecond(10).burst(3)));
        assertThat(pace.room()).isEqualTo(3);
        pace.began(3);
        assertThat(pace.room()).isZero();
        assertThat(pace.next()).contains(clock.instant().plusMillis(100));
        pace.returned(1);
        assertThat(pace.room()).isEqualTo(1);
    }

    @Test
    void permits_nothing_while_the_breaker_is_open_and_keeps_no_promises() {
        Pace pace = open();
        assertThat(pace.room()).isZero();
        assertThat(pace.keepsPromises()).isFalse();
        assertThat(pace.next()).contains(clock.instant().plusSeconds(1));
        assertThat(pace.isOver(0)).isTrue();
        assertThat(pace.isOver(pace.turn())).isFalse();
    }

    @Test
    void does_not_take_late_results_of_earlier_messages_for_the_end_of_the_one_that_is_tried() {
        Pace pace = open();
        clock.turnMillis(1_000);
        assertThat(pace.room()).isEqualTo(1);
        pace.began(1);
        int tried = pace.turn();
        assertThat(learn(pace, BROKEN, 0)).isFalse();
        assertThat(learn(pace, TAKEN, 0)).isFalse();
        assertThat(pace.room()).isZero();
        assertThat(pace.next()).isEmpty();

        learn(pace, REFUSED, tried);
        assertThat(pace.room()).isEqualTo(ANY);
        assertThat(learn(pace, BROKEN, 0) || learn(pace, BROKEN, tried)).isFalse();
    }

    @Test
    void tries_another_message_where_the_first_was_not_begun_or_told_nothing() {
        Pace pace = open();
        clock.turnMillis(1_000);
        assertThat(pace.room()).isEqualTo(1);
        pace.began(1);
        pace.unbegun(1, 0);
        assertThat(pace.room()).isZero();
        pace.unbegun(1, pace.turn());
        assertThat(pace.room()).isEqualTo(1);
        pace.began(1);
        learn(pace, OURS, pace.turn());
        assertThat(pace.room()).isEqualTo(1);
    }

    @Test
    void counts_no_failures_of_ours_and_no_refusals() {
        Pace pace = pace(lane);
        for (int i = 0; i < 10; i++) {
            assertThat(learn(pace, OURS, 0)).isFalse();
            assertThat(learn(pace, BROKEN, 0)).isFalse();
            assertThat(learn(pace, REFUSED, 0)).isFalse();
        }
        assertThat(pace.room()).isEqualTo(ANY);
    }

    @Test
    void slows_down_once_for_all_that_was_begun_before_it_did() {
        Pace pace = pace(lane);
        clock.turn(Duration.ofSeconds(10));
        pace.began(200);
        for (int i = 0; i < 50; i++) {
            learn(pace, BUSY, 0);
            clock.turnMillis(100);
        }
        assertThat(pace)
                .hasToString("breaker: CLOSED after 0 failures in a row, with pauses of PT1S, slowed down to: 10.0 of"
                        + " 20.0 a second");
        learn(pace, BUSY, pace.turn());
        assertThat(pace.toString()).endsWith("5.0 of 20.0 a second");
    }

    @Test
    void takes_the_narrowest_of_its_limits_and_looks_again_when_the_last_one_permits() {
        Pace pace = pace(lane.rate(Rate.perSecond(4).burst(100)));
        pace.began(100);
        clock.turn(Duration.ofSeconds(1));
        learn(pace, BUSY, 0);
        assertThat(pace.room()).isZero();
        assertThat(pace.next()).contains(clock.instant().plusNanos(20_000_000));
        assertThat(pace.room()).isZero();
        clock.turnMillis(20);
        assertThat(pace.room()).isEqualTo(1);
    }
}
