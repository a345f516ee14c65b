package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What many threads do at once. */
abstract class StoreRacing extends StoreScenarios {
    private static final int THREADS = 8;

    StoreRacing(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void keeps_one_of_a_repetition_that_many_threads_try() {
        for (int round = 0; round < 50; round++) {
            int occurrence = round;
            List<MessageId> ids = Collections.synchronizedList(new ArrayList<>());
            List<Acceptance> answers = Crowd.run(THREADS, thread -> () -> {
                QueuedMessage message = message();
                Acceptance answer = accept(NewMessage.of(message).key(key(occurrence, 1)));
                if (answer instanceof Acceptance.Kept) {
                    ids.add(id(message));
                }
                return answer;
            });
            assertThat(ids).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> !(answer instanceof Acceptance.Kept))
                    .hasSize(THREADS - 1)
                    .containsOnly(new Acceptance.Duplicate(ids.get(0)));
            assertThat(claimAll()).isEqualTo(ids);
        }
    }

    @Test
    void keeps_one_of_many_with_other_data_that_many_threads_try() {
        for (int round = 0; round < 50; round++) {
            int occurrence = round;
            List<Acceptance> answers = Crowd.run(
                    THREADS, thread -> () -> accept(NewMessage.of(message()).key(key(occurrence, thread))));
            List<MessageId> kept = claimAll();
            assertThat(kept).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> !(answer instanceof Acceptance.Kept))
                    .hasSize(THREADS - 1)
                    .containsOnly(new Acceptance.IdReused(kept.get(0)));
        }
    }

    @Test
    void keeps_one_of_each_when_batches_name_the_same_occurrences_in_any_order() {
        List<List<Acceptance>> answers = Crowd.run(THREADS, thread -> () -> {
            List<Integer> occurrences =
                    new ArrayList<>(IntStream.range(0, 100).boxed().toList());
            Collections.shuffle(occurrences, new Random(thread));
            return outbox().accept(occurrences.stream()
                    .map(occurrence -> NewMessage.of(message()).key(key(occurrence, 1)))
                    .toList());
        });
        assertThat(answers.stream().flatMap(List::stream))
                .filteredOn(Acceptance.Kept.class::isInstance)
                .hasSize(100);
        assertThat(claimAll()).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void gives_each_message_once_however_many_accept_and_claim() {
        int each = 250;
        int all = each * THREADS / 2;
        AtomicInteger dues = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        Set<MessageId> accepted = Collections.synchronizedSet(new HashSet<>());
        List<List<List<QueuedMessage>>> claims = Crowd.run(THREADS, thread -> () -> {
            if (thread % 2 == 0) {
                IntStream.range(0, each).forEach(n -> accepted.add(id(accepted(messageDue(-dues.incrementAndGet())))));
                return List.<List<QueuedMessage>>of();
            }
            List<List<QueuedMessage>> own = new ArrayList<>();
            while (given.get() < all && !Thread.currentThread().isInterrupted()) {
                List<QueuedMessage> claim = outbox().claim(LANE, 1 + own.size() % 7);
                given.addAndGet(claim.size());
                own.add(claim);
            }
            return own;
        });
        List<List<QueuedMessage>> batches =
                claims.stream().flatMap(List::stream).toList();
        assertThat(batches).allSatisfy(batch -> assertThat(dues(batch)).isSortedAccordingTo(Comparator.naturalOrder()));
        assertThat(ids(batches.stream().flatMap(List::stream).toList()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void gives_a_released_message_to_one_of_many() {
        QueuedMessage message = claimed();
        for (int round = 0; round < 50; round++) {
            outbox().release(Set.of(id(message)));
            List<List<QueuedMessage>> claims = Crowd.run(THREADS, thread -> () -> outbox().claim(LANE, 10));
            assertThat(ids(claims.stream().flatMap(List::stream).toList())).containsExactly(id(message));
        }
    }

    private static List<Instant> dues(List<QueuedMessage> messages) {
        return messages.stream().map(message -> message.schedule().due()).toList();
    }
}
