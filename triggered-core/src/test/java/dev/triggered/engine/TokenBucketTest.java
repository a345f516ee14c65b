package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
    private final TurnedClock clock = new TurnedClock();

    private TokenBucket full(double perSecond, double most) {
        return TokenBucket.full(perSecond, most, clock.instant());
    }

    private int takeAll(TokenBucket bucket) {
        int whole = bucket.whole(clock.instant());
        bucket.take(whole);
        return whole;
    }

    @Test
    void gives_its_burst_at_once_and_then_one_by_one() {
        TokenBucket bucket = full(10, 5);
        assertThat(takeAll(bucket)).isEqualTo(5);
        assertThat(takeAll(bucket)).isZero();
        for (int i = 0; i < 100; i++) {
            clock.turnMillis(99);
            assertThat(takeAll(bucket)).isZero();
            clock.turnMillis(1);
            assertThat(takeAll(bucket)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "10, 10", "0.1, 1", "7.3, 2", "333.3, 40", "12345.678, 100"})
    void gives_exactly_what_the_rate_says_however_often_it_is_asked(double perSecond, int most) {
        TokenBucket bucket = full(perSecond, most);
        takeAll(bucket);
        Instant start = clock.instant();
        Random random = new Random(17);
        long taken = 0;
        for (int i = 0; i < 20_000; i++) {
            Instant next = bucket.next(clock.instant());
            Duration wait = Duration.between(clock.instant(), next);
            clock.turn(wait.plusNanos(random.nextInt(1_000)));
            int got = takeAll(bucket);
            assertThat(got).isPositive();
            taken += got;
        }
        double seconds = Duration.between(start, clock.instant()).toNanos() / 1e9;
        assertThat((double) taken).isBetween(seconds * perSecond - 1.001, seconds * perSecond + 0.001);
    }

    @Test
    void says_to_the_nanosecond_when_the_next_one_is_there() {
        TokenBucket bucket = full(3, 1);
        for (int i = 0; i < 1_000; i++) {
            takeAll(bucket);
            Instant next = bucket.next(clock.instant());
            clock.turn(Duration.between(clock.instant(), next).minusNanos(10));
            assertThat(bucket.whole(clock.instant())).isZero();
            clock.turn(Duration.ofNanos(10));
            assertThat(bucket.whole(clock.instant())).isEqualTo(1);
        }
    }

    @Test
    void holds_no_more_than_its_burst_after_a_long_rest() {
        TokenBucket bucket = full(100, 7);
        clock.turn(Duration.ofDays(36_500));
        assertThat(takeAll(bucket)).isEqualTo(7);
        assertThat(takeAll(bucket)).isZero();
    }

    @Test
    void counts_parts_of_a_token() {
        TokenBucket bucket = full(0.5, 3);
        takeAll(bucket);
        clock.turn(Duration.ofSeconds(3));
        assertThat(takeAll(bucket)).isEqualTo(1);
        clock.turn(Duration.ofSeconds(1));
        assertThat(takeAll(bucket)).isEqualTo(1);
    }

    @Test
    void takes_no_harm_from_a_clock_that_goes_back() {
        TokenBucket bucket = full(10, 5);
        takeAll(bucket);
        clock.turnMillis(250);
        assertThat(bucket.whole(clock.instant())).isEqualTo(2);
        clock.turn(Duration.ofDays(-1));
        assertThat(takeAll(bucket)).isEqualTo(2);
        assertThat(bucket.next(clock.instant())).isEqualTo(clock.instant().plusMillis(50));
        clock.turnMillis(50);
        assertThat(takeAll(bucket)).isEqualTo(1);
    }

    @Test
    void takes_back_what_was_not_used_but_no_more_than_fits() {
        TokenBucket bucket = full(10, 5);
        bucket.take(3);
        bucket.giveBack(2);
        assertThat(bucket.whole(clock.instant())).isEqualTo(4);
        bucket.giveBack(5);
        assertThat(bucket.whole(clock.instant())).isEqualTo(5);
    }

    @Test
    void keeps_what_it_has_at_another_rate_as_far_as_it_fits() {
        TokenBucket bucket = TokenBucket.empty(1, 10, clock.instant());
        bucket.refit(2, 3, clock.turn(Duration.ofSeconds(2)));
        assertThat(bucket.whole(clock.instant())).isEqualTo(2);
        assertThat(bucket.whole(clock.turn(Duration.ofSeconds(1)))).isEqualTo(3);
        bucket.refit(2, 1, clock.instant());
        assertThat(takeAll(bucket)).isEqualTo(1);
    }

    @Test
    void is_looked_at_after_an_hour_however_slow_it_is() {
        TokenBucket bucket = full(1e-300, 1);
        takeAll(bucket);
        assertThat(bucket.next(clock.instant())).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    }
}
