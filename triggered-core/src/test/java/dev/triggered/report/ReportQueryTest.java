package dev.triggered.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportQueryTest {
    private static final Instant START = Instant.parse("2026-01-01T10:20:30Z");

    @Test
    void knows_no_domains_by_the_minute() {
        ReportQuery minutes = ReportQuery.of(ReportPeriod.MINUTE, START, START.plusSeconds(60));

        assertThatThrownBy(() -> minutes.by(Dimension.DOMAIN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> minutes.domain("example.com")).isInstanceOf(IllegalArgumentException.class);
        assertThat(minutes.by(Dimension.LANE).needsDomains()).isFalse();
    }

    @Test
    void ends_after_it_begins() {
        assertThatThrownBy(() -> ReportQuery.of(ReportPeriod.DAY, START, START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-01T10:20:30Z");
    }

    @Test
    void has_periods_that_begin_by_utc() {
        assertThat(ReportPeriod.MINUTE.startOf(START)).isEqualTo("2026-01-01T10:20:00Z");
        assertThat(ReportPeriod.HOUR.startOf(START)).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(ReportPeriod.DAY.startOf(START)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(ReportPeriod.DAY.startOf(Instant.ofEpochSecond(-1))).isEqualTo("1969-12-31T00:00:00Z");
    }
}
