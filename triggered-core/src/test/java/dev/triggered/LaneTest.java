package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Lane LANE = Lane.named("orders");

    @Test
    void has_defaults_for_mail_that_somebody_waits_for_and_for_bulk() {
        assertThat(LANE.connections()).isEqualTo(new LaneConnections(4, 1, 0, 4));
        assertThat(Lane.bulk("news").connections()).isEqualTo(new LaneConnections(4, 0, 4, 16));
        assertThat(LANE.backlog()).isEqualTo(1_000);
        assertThat(LANE.rate()).isEqualTo(Rate.unlimited());
        assertThat(LANE.breaker()).isEqualTo(BreakerPolicy.standard());
    }

    @Test
    void keeps_what_is_not_changed() {
        Lane changed = LANE.connections(8)
                .reserved(3)
                .borrowing(5)
                .window(2)
                .backlog(10)
                .rate(Rate.perSecond(50))
                .breaker(BreakerPolicy.standard().failures(3));
        assertThat(changed.connections()).isEqualTo(new LaneConnections(8, 3, 5, 2));
        assertThat(changed.connections().most()).isEqualTo(13);
        assertThat(changed)
                .isEqualTo(new Lane(
                        "orders",
                        changed.connections(),
                        10,
                        new Rate(50, 50),
                        new BreakerPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1))));
    }

    @Test
    void reserves_no_more_connections_than_it_owns() {
        assertThat(LANE.reserved(4).connections(2).connections()).isEqualTo(new LaneConnections(2, 2, 0, 4));
        assertRefused(() -> LANE.reserved(5));
        assertRefused(() -> LANE.reserved(-1));
    }

    @Test
    void refuses_numbers_that_cannot_work() {
        assertRefused(() -> LANE.connections(0));
        assertRefused(() -> LANE.connections(257));
        assertRefused(() -> LANE.borrowing(-1));
        assertRefused(() -> LANE.window(0));
        assertRefused(() -> LANE.backlog(0));
        assertRefused(() -> Lane.named(""));
    }

    @Test
    void has_a_rate_above_zero_whose_burst_is_that_of_a_second() {
        assertThat(Rate.perSecond(0.5).burst()).isEqualTo(1);
        assertThat(Rate.perSecond(2.5).burst()).isEqualTo(3);
        assertThat(Rate.perSecond(10).burst(2)).isEqualTo(new Rate(10, 2));
        assertRefused(() -> Rate.perSecond(0));
        assertRefused(() -> Rate.perSecond(Double.NaN));
        assertRefused(() -> Rate.perSecond(5).burst(0));
    }

    @Test
    void has_a_breaker_whose_pauses_grow() {
        BreakerPolicy policy = BreakerPolicy.standard();
        assertThat(policy.pauses(Duration.ofMillis(5), Duration.ofSeconds(1)).pause())
                .isEqualTo(Duration.ofMillis(5));
        assertRefused(() -> policy.failures(0));
        assertRefused(() -> policy.pauses(Duration.ZERO, Duration.ofSeconds(1)));
        assertRefused(() -> policy.pauses(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call);
    }
}
