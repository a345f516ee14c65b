package dev.triggered.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Verdict;
import dev.triggered.report.Measure;
import dev.triggered.spi.TallyMark.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Instant AT = Instant.parse("2026-01-01T10:20:30Z");
    private static final Place PLACE = new Place(300, 129, "büro", "example.com");

    @Test
    void comes_back_from_its_bytes() {
        Tally tally = new Tally()
                .add(TallyMark.of(PLACE, AT, Measure.MACHINE_CLICKS), 70_000)
                .add(TallyMark.sent(new Place(Long.MAX_VALUE, Integer.MAX_VALUE, "", ""), AT, Duration.ofDays(20_000)))
                .add(TallyMark.refused(PLACE, Instant.EPOCH.minusSeconds(1), Verdict.ID_REUSED));

        assertThat(new Tally().addAll(tally.toBytes()).counts()).isEqualTo(tally.counts());
    }

    @Test
    void is_put_together_from_marks_that_a_database_counted() {
        TallyMark mark = TallyMark.of(PLACE, AT, Measure.TRIGGERED);
        byte[] twice = new Packer()
                .raw(mark.toBytes())
                .fixed(2)
                .raw(mark.toBytes())
                .fixed(3)
                .toBytes();

        assertThat(new Tally().addAll(twice).counts()).containsExactly(Map.entry(mark, 5L));
    }

    @Test
    void has_a_slot_of_its_own_for_each_measure_and_each_verdict_that_keeps_nothing() {
        Set<Integer> slots = new HashSet<>();
        for (Measure measure : Measure.values()) {
            assertThat(slots.add(Slots.of(measure))).isTrue();
            assertThat(Slots.measure(Slots.of(measure))).hasValue(measure);
        }
        EnumSet<Verdict> refusing =
                EnumSet.complementOf(EnumSet.of(Verdict.ACCEPTED, Verdict.HELD, Verdict.ALREADY_IN_PROGRAM));
        for (Verdict verdict : refusing) {
            assertThat(slots.add(Slots.of(verdict))).isTrue();
            assertThat(Slots.verdict(Slots.of(verdict))).hasValue(verdict);
        }
        assertThat(slots).allMatch(slot -> slot < Slots.FIRST_LATENCY);
        assertThatThrownBy(() -> Slots.of(Verdict.HELD)).isInstanceOf(IllegalArgumentException.class);
    }
}
