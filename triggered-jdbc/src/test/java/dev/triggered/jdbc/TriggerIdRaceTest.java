package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.StoreException;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several that trigger one occurrence at the same time, in two processes, or while a transaction of the host holds it. */
class TriggerIdRaceTest {
    private static final Acceptance KEPT = new Acceptance.Kept();
    private static final int THREADS = 4;

    private final StoreParty party = new StoreParty();
    private final AtomicLong numbers = new AtomicLong(100);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private StoreParty.Guest one;
    private StoreParty.Guest two;
    private Connection host;

    @BeforeEach
    void open() throws SQLException {
        one = party.guest();
        two = party.guest();
        host = party.database().getConnection();
        host.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        host.close();
        threads.shutdownNow();
        party.close();
    }

    @Test
    void keeps_one_and_tells_the_others_which() throws Exception {
        for (int round = 0; round < 20; round++) {
            int occurrence = round;
            List<Acceptance> answers = together(thread -> keyed(occurrence, "0f"));
            String winner = party.query("SELECT id FROM triggered_message ORDER BY seq DESC LIMIT 1")
                    .get(0);
            assertThat(answers).filteredOn(KEPT::equals).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> !answer.equals(KEPT))
                    .containsOnly(new Acceptance.Duplicate(id(Long.parseLong(winner))));
            assertThat(party.count("triggered_message")).isEqualTo(round + 1);
        }
        assertThat(party.count("triggered_queue")).isEqualTo(20);
        assertThat(party.count("triggered_payload")).isEqualTo(20);
    }

    @Test
    void tells_those_with_other_data_that_the_id_is_taken() throws Exception {
        for (int round = 0; round < 20; round++) {
            int occurrence = round;
            List<Acceptance> answers = together(thread -> keyed(occurrence, "0" + thread));
            assertThat(answers).filteredOn(KEPT::equals).hasSize(1);
            assertThat(answers)
                    .filteredOn(Acceptance.IdReused.class::isInstance)
                    .hasSize(2 * THREADS - 1);
        }
    }

    @Test
    void holds_up_nobody_else_while_a_transaction_of_the_host_is_open() throws Exception {
        one.outbox().accept(host, List.of(NewMessage.of(letter(1)).key(key(1))));
        Future<Acceptance> blocked = submit(one, 2, 1);
        party.awaitBlocked(1);
        for (int number = 3; number < 9; number++) {
            assertThat(get(submit(one, number, number))).isEqualTo(KEPT);
        }
        assertThat(blocked).isNotDone();
        host.commit();
        assertThat(get(blocked)).isEqualTo(new Acceptance.Duplicate(id(1)));
    }

    @Test
    void takes_nobody_along_who_shares_its_group() throws Exception {
        one.outbox().accept(host, List.of(NewMessage.of(letter(1)).key(key(1))));
        List<NewMessage> mixed = List.of(
                NewMessage.of(letter(2)).key(key(2)), NewMessage.of(letter(3)).key(key(1)));
        Future<Acceptance> batch = threads.submit(() -> patiently(one, mixed).get(0));
        party.awaitBlocked(1);
        List<Future<Acceptance>> others = new ArrayList<>();
        for (int number = 10; number < 30; number++) {
            others.add(submit(one, number, number));
        }
        for (Future<Acceptance> other : others) {
            assertThat(get(other)).isEqualTo(KEPT);
        }
        assertThat(batch).isNotDone();
        host.rollback();
        assertThat(get(batch)).isEqualTo(KEPT);
        assertThat(one.claim()).contains(id(2), id(3));
    }

    @Test
    void is_won_by_the_one_that_waits_when_the_host_rolls_back() throws Exception {
        one.outbox().accept(host, List.of(NewMessage.of(letter(1)).key(key(1))));
        Future<Acceptance> blocked = submit(two, 2, 1);
        party.awaitBlocked(1);
        host.rollback();
        assertThat(get(blocked)).isEqualTo(KEPT);
        assertThat(party.queue()).containsExactly("2 - f");
    }

    @Test
    void ends_with_the_reason_when_the_host_takes_too_long() throws SQLException {
        one.outbox().accept(host, List.of(NewMessage.of(letter(1)).key(key(1))));
        assertThatThrownBy(() -> one.accept(NewMessage.of(letter(2)).key(key(1)).handedOver()))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.retryable()).isTrue();
                    assertThat(e.mayBeKept()).isFalse();
                })
                .hasMessageContainingAll("another transaction", "same trigger id", "still open");
        host.rollback();
        assertThat(one.accept(NewMessage.of(letter(2)).key(key(1)).handedOver()))
                .isEqualTo(KEPT);
        assertThat(party.queue()).containsExactly("2 " + one.id() + " f");
    }

    /** Has threads of both stores accept at the same time. */
    private List<Acceptance> together(IntFunction<NewMessage.IdempotencyKey> key) throws Exception {
        List<Callable<Acceptance>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 2 * THREADS; thread++) {
            StoreParty.Guest store = thread % 2 == 0 ? one : two;
            NewMessage message =
                    NewMessage.of(letter(numbers.incrementAndGet())).key(key.apply(thread));
            tasks.add(() -> store.accept(message));
        }
        List<Acceptance> answers = new ArrayList<>();
        for (Future<Acceptance> each : threads.invokeAll(tasks)) {
            answers.add(get(each));
        }
        return answers;
    }

    private Future<Acceptance> submit(StoreParty.Guest store, long number, long key) {
        List<NewMessage> message = List.of(NewMessage.of(letter(number)).key(key(key)));
        return threads.submit(() -> patiently(store, message).get(0));
    }

    /** Accepts, and again where another transaction is still in the way. */
    private static List<Acceptance> patiently(StoreParty.Guest store, List<NewMessage> messages) {
        while (true) {
            try {
                return store.outbox().accept(messages);
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("another transaction");
            }
        }
    }

    private static NewMessage.IdempotencyKey keyed(long occurrence, String fingerprint) {
        return new NewMessage.IdempotencyKey(key(occurrence).occurrence(), fingerprint);
    }

    private static Acceptance get(Future<Acceptance> future) throws ExecutionException, InterruptedException {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing was answered in time", e);
        }
    }
}
