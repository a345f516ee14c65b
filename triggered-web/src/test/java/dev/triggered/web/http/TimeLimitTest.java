package dev.triggered.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.ManualClock;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final TimeLimit limit = new TimeLimit(Thread.currentThread(), clock, Duration.ofSeconds(10));

    @AfterEach
    void clear() {
        boolean unused = Thread.interrupted();
    }

    @Test
    void whoever_waits_too_long_is_interrupted_once_and_goes_on_clean() throws Exception {
        limit.enter();
        clock.advance(Duration.ofSeconds(9));
        limit.look();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        clock.advance(Duration.ofSeconds(1));
        limit.look();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();

        limit.leave(0);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThatThrownBy(limit::enter).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void whoever_works_is_left_alone() throws Exception {
        limit.enter();
        limit.leave(0);
        clock.advance(Duration.ofSeconds(100));
        limit.look();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void what_comes_gives_time_for_more() throws Exception {
        limit.enter();
        limit.leave(65_535);
        limit.enter();
        limit.leave(1 + 65_536);
        clock.advance(Duration.ofSeconds(11));
        limit.enter();
        limit.leave(0);
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(limit::enter).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void a_new_part_has_the_whole_time_again() throws Exception {
        clock.advance(Duration.ofSeconds(10));
        limit.restart();
        limit.enter();
        limit.look();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
