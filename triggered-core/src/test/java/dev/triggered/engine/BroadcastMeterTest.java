package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.BroadcastProgress;
import dev.triggered.BroadcastState;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.BroadcastStore.Life;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.BroadcastStore.Standing;
import dev.triggered.spi.BroadcastStore.Tally;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastMeterTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void measures_how_fast_messages_end_and_how_long_the_rest_takes() {
        BroadcastMeter meter = new BroadcastMeter(START, 0);
        BroadcastProgress progress =
                meter.progress(entry(new Tally(1_000, 900, 50, 50, 0, 0.1)), 400, START.plusSeconds(10));
        assertThat(progress.ended()).isEqualTo(500);
        assertThat(progress.outlook().perSecond()).isEqualTo(50);
        assertThat(progress.outlook().messages()).hasValue(9_000);
        assertThat(progress.outlook().remaining()).hasValue(Duration.ofSeconds(8_500 / 50));
        assertThat(progress.fraction().orElseThrow()).isEqualTo(500 / 9_000.0);
    }

    @Test
    void forgets_what_was_half_a_minute_ago() {
        BroadcastMeter meter = new BroadcastMeter(START, 0);
        for (int second = 1; second <= 100; second++) {
            meter.progress(entry(accepted(1_000L * second)), 0, START.plusSeconds(second));
        }
        BroadcastProgress progress = meter.progress(entry(accepted(100_000)), 0, START.plusSeconds(129));
        assertThat(progress.outlook().perSecond()).isLessThan(500);
        BroadcastProgress unused = meter.progress(entry(accepted(100_000)), 0, START.plusSeconds(145));
        assertThat(meter.progress(entry(accepted(100_000)), 0, START.plusSeconds(161))
                        .outlook()
                        .perSecond())
                .isZero();
    }

    @Test
    void counts_those_of_an_earlier_run_once_in_its_estimate() {
        BroadcastMeter meter = new BroadcastMeter(START, 500);
        BroadcastProgress progress =
                meter.progress(entry(new Tally(200, 500, 200, 0, 0, 0.2)), 0, START.plusSeconds(1));
        assertThat(progress.outlook().messages()).hasValue(1_000);
    }

    @Test
    void estimates_nothing_where_it_knows_nothing() {
        BroadcastProgress progress =
                new BroadcastMeter(START, 0).progress(entry(new Tally(10, 10, 0, 0, 0, -1)), 10, START);
        assertThat(progress.outlook().messages()).isEmpty();
        assertThat(progress.outlook().remaining()).isEmpty();
        assertThat(progress.fraction()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "READING,   false, 1, false, RUNNING",
        "READING,   true,  1, false, PAUSED",
        "READING,   false, 0, true,  INTERRUPTED",
        "READING,   true,  0, true,  PAUSED",
        "READ,      false, 0, true,  RUNNING",
        "READ,      true,  0, true,  PAUSED",
        "READ,      true,  0, false, DONE",
        "FAILED,    false, 0, true,  FAILED",
        "CANCELLED, true,  1, true,  CANCELLED"
    })
    void knows_the_state(Stage stage, boolean paused, long owner, boolean waits, BroadcastState state) {
        assertThat(BroadcastMeter.state(new Standing(new Life(stage, "", START), paused, owner, waits, START)))
                .isEqualTo(state);
    }

    private static Tally accepted(long messages) {
        return new Tally(messages, messages, 0, 0, 0, 0.5);
    }

    private static Entry entry(Tally tally) {
        return new Entry(
                1, "outage", 7, new Standing(new Life(Stage.READING, "", START), false, 1, true, START), tally);
    }
}
