package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.letter;
import static dev.triggered.jdbc.Letters.suppression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.OptInChange;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.SuppressionList.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list of suppressions that several nodes share. */
class SuppressionsInPostgresTest {
    private static final Acceptance KEPT = new Acceptance.Kept();
    private static final Acceptance BOUNCED = new Acceptance.Suppressed(SuppressionReason.HARD_BOUNCE);

    private final StoreParty party = new StoreParty();
    private final StoreParty.Guest one = party.guest();
    private final StoreParty.Guest other = party.guest();

    @AfterEach
    void close() {
        party.close();
    }

    @Test
    void holds_on_each_node_as_soon_as_one_has_added() {
        assertThat(other.accept(NewMessage.of(letter(1)))).isEqualTo(KEPT);
        assertThat(other.claim()).containsExactly(id(1));
        one.store().suppressions().add(List.of(suppression("jane@example.com")));
        assertThat(other.accept(NewMessage.of(letter(2)))).isEqualTo(BOUNCED);
        assertThat(other.outbox().begin(Set.of(id(1)))).isEmpty();
        assertThat(other.outbox().suppressed(Set.of(id(1)))).containsEntry(id(1), SuppressionReason.HARD_BOUNCE);
        assertThat(other.store().suppressions().of("jane@example.com"))
                .containsExactly(suppression("jane@example.com"));
    }

    @Test
    void is_looked_at_again_for_what_was_to_be_sent_at_once_and_has_waited() {
        Instant now = party.clock().instant();
        other.accept(NewMessage.of(Letters.letterAt(1, now)).atOnce());
        other.accept(NewMessage.of(Letters.letterAt(2, now)).atOnce());
        one.store().suppressions().add(List.of(suppression("jane@example.com")));
        party.clock().advance(Duration.ofSeconds(1));
        assertThat(other.outbox().begin(Set.of(id(1)))).containsExactly(id(1));
        party.clock().advance(Duration.ofMillis(1));
        assertThat(other.outbox().begin(Set.of(id(2)))).isEmpty();
        assertThat(other.outbox().suppressed(Set.of(id(2)))).containsKey(id(2));
    }

    @Test
    void switches_on_each_node() {
        other.store().suppressions().optIn(new OptInChange(true, START, "ana"));
        assertThat(one.store().suppressions().optInChanges(9)).containsExactly(new OptInChange(true, START, "ana"));
    }

    @Test
    void lets_nothing_through_on_any_node_that_comes_after_the_entry() throws Exception {
        AtomicBoolean added = new AtomicBoolean();
        AtomicInteger numbers = new AtomicInteger();
        List<MessageId> late = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> running = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        for (StoreParty.Guest node : List.of(one, other, one, other)) {
            running.add(pool.submit(() -> {
                for (int after = 0; after < 20; after += added.get() ? 1 : 0) {
                    send(node, numbers.incrementAndGet(), added, late);
                }
            }));
        }
        while (numbers.get() < 100 && running.stream().noneMatch(Future::isDone)) {
            LockSupport.parkNanos(1_000_000);
        }
        one.store().suppressions().add(List.of(suppression("jane@example.com")));
        added.set(true);
        for (Future<?> each : running) {
            each.get();
        }
        pool.shutdown();
        assertThat(late).isEmpty();
    }

    private static void send(StoreParty.Guest node, int number, AtomicBoolean added, List<MessageId> late) {
        boolean tooLate = added.get();
        boolean kept = node.accept(NewMessage.of(letter(number)).handedOver()).equals(KEPT);
        if (kept && tooLate) {
            late.add(id(number));
        }
        tooLate = added.get();
        if (kept && !node.outbox().begin(Set.of(id(number))).isEmpty() && tooLate) {
            late.add(id(number));
        }
    }

    @Test
    void takes_the_same_entries_from_many_in_any_order() throws InterruptedException, ExecutionException {
        List<Entry> entries = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(n -> suppression("jane" + n + "@example.com"))
                .toList());
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Long>> running = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            StoreParty.Guest node = thread % 2 == 0 ? one : other;
            Collections.rotate(entries, 33);
            List<Entry> own = List.copyOf(entries);
            running.add(pool.submit(() -> node.store().suppressions().add(own).stream()
                    .filter(fresh -> fresh)
                    .count()));
        }
        long added = 0;
        for (Future<Long> each : running) {
            added += each.get();
        }
        pool.shutdown();
        assertThat(added).isEqualTo(200);
        assertThat(one.store().suppressions().count()).isEqualTo(200);
    }
}
