package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a silent node is believed to live. */
class LeaseTest {
    @Test
    void beats_several_times_before_the_fence_and_fences_well_before_its_end() {
        assertThat(Lease.DEFAULT.length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Lease.DEFAULT.beat()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Lease.DEFAULT.fence()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT0S", "-PT1S", "PT1H0.001S"})
    void refuses_what_is_too_short_or_too_long(Duration length) {
        assertThatThrownBy(() -> new Lease(length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("from 1 second to 1 hour", length.toString());
    }
}
