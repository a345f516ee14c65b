package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns<Integer> turns = new Turns<>();

    @Test
    void gives_out_in_order_what_was_added_in_any() {
        List.of(5, 7, 3, 9, 1, 9, 4).forEach(turns::add);

        List<Integer> taken = new ArrayList<>();
        while (!turns.isEmpty()) {
            taken.add(turns.remove());
        }

        assertThat(taken).containsExactly(1, 3, 4, 5, 7, 9, 9);
    }

    @Test
    void does_what_a_priority_queue_does() {
        Random chance = new Random(4711);
        PriorityQueue<Integer> other = new PriorityQueue<>();
        for (int i = 0; i < 100_000; i++) {
            if (chance.nextInt(100) < 55) {
                int item = i + chance.nextInt(20) * chance.nextInt(20);
                turns.add(item);
                other.add(item);
            } else if (!other.isEmpty()) {
                assertThat(turns.remove()).isEqualTo(other.remove());
            }
            assertThat(turns.isEmpty()).isEqualTo(other.isEmpty());
        }
    }

    @Test
    void lets_go_of_any_of_them() {
        List.of(5, 7, 3, 9, 1, 4).forEach(turns::add);
        turns.removeAll(List.of(3, 5, 9));

        assertThat(turns.size()).isEqualTo(3);
        assertThat(turns.stream()).containsExactlyInAnyOrder(1, 4, 7);
        assertThat(turns.remove()).isEqualTo(1);
        assertThat(turns.first()).isEqualTo(4);
    }
}
