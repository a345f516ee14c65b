package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest {
    @Test
    void keeps_nothing_of_a_sent_mail_and_seven_days_of_an_unsent_one_by_default() {
        assertThat(Retention.standard()).isEqualTo(new Retention(Duration.ZERO, Duration.ofDays(7), Optional.empty()));
    }

    @Test
    void changes_one_part_and_keeps_the_others() {
        Duration day = Duration.ofDays(1);

        Duration week = Duration.ofDays(7);
        assertThat(Retention.standard().sent(day)).isEqualTo(new Retention(day, week, Optional.empty()));
        assertThat(Retention.standard().unsent(day)).isEqualTo(new Retention(Duration.ZERO, day, Optional.empty()));
        assertThat(Retention.standard().log(day)).isEqualTo(new Retention(Duration.ZERO, week, Optional.of(day)));
        assertThat(Retention.standard().log(day).sent(day).unsent(day))
                .isEqualTo(new Retention(day, day, Optional.of(day)));
    }

    @Test
    void refuses_a_negative_time() {
        Duration negative = Duration.ofNanos(-1);

        assertThatThrownBy(() -> Retention.standard().sent(negative)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retention.standard().unsent(negative)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retention.standard().log(negative)).isInstanceOf(IllegalArgumentException.class);
    }
}
