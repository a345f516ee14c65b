package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final MessageIds ids = new MessageIds(new SplittableRandom(4711));

    @Test
    void has_26_digits_and_letters_that_are_not_taken_for_one_another() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(ids.next(NOW).value()).matches("[0-9abcdefghjkmnpqrstvwxyz]{26}");
        }
    }

    @Test
    void begins_with_the_time_in_base_32() {
        assertThat(ids.next(Instant.EPOCH).value()).startsWith("0000000000");
        assertThat(ids.next(Instant.ofEpochMilli(31)).value()).startsWith("000000000z");
        assertThat(ids.next(Instant.ofEpochMilli(32)).value()).startsWith("0000000010");
        assertThat(ids.next(Instant.ofEpochMilli(1L << 45)).value()).startsWith("1000000000");
    }

    @Test
    void sorts_by_the_millisecond_of_its_making() {
        List<String> made = new ArrayList<>();
        for (Instant time = NOW; made.size() < 1_000; time = time.plusMillis(1 + made.size() * 7_919L)) {
            made.add(ids.next(time).value());
        }

        assertThat(made).isSorted();
    }

    @Test
    void differs_within_a_millisecond() {
        Set<MessageId> made = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            made.add(ids.next(NOW));
        }

        assertThat(made).hasSize(100_000);
    }

    @Test
    void takes_80_bits_of_chance() {
        RandomGenerator[] chances = {() -> 0L, () -> -1L};

        assertThat(new MessageIds(chances[0]).next(Instant.EPOCH).value()).isEqualTo("0".repeat(26));
        assertThat(new MessageIds(chances[1]).next(Instant.EPOCH).value()).isEqualTo("0".repeat(10) + "z".repeat(16));
    }
}
