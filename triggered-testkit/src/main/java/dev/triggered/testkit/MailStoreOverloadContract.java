package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attempt;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.OverloadedException;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MailStore} keeps to that holds a limited number of messages, as tests: what has no room waits for it, for a
 * bounded time, and is then refused without a trace. A test class of such an implementation extends this one beside
 * {@link MailStoreContract}.
 */
public abstract class MailStoreOverloadContract {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long SOON_SECONDS = 20;

    /** For implementations. */
    protected MailStoreOverloadContract() {}

    /**
     * Creates an empty store with little room. It is opened and closed by the contract.
     *
     * @param messages the most messages that wait or are being sent
     * @param patience how long {@code accept} waits for room
     * @return the store, not opened yet
     */
    protected abstract MailStore storeHolding(int messages, Duration patience);

    @Test
    void refuses_what_finds_no_room_in_time() {
        try (MailStore store = open(2, SHORT)) {
            List<QueuedMessage> held = fill(store, 2);
            assertThatExceptionOfType(OverloadedException.class)
                    .isThrownBy(() -> store.outbox().accept(List.of(NewMessage.of(message()))))
                    .matches(OverloadedException::retryable);
            assertThat(claim(store)).containsExactlyInAnyOrderElementsOf(StoreScenarios.ids(held));
        }
    }

    @Test
    void keeps_nothing_of_a_batch_that_has_no_room_as_a_whole() {
        try (MailStore store = open(3, SHORT)) {
            List<QueuedMessage> held = fill(store, 2);
            NewMessage fits = NewMessage.of(message()).key(StoreScenarios.key(1, 1));
            NewMessage more = NewMessage.of(message()).key(StoreScenarios.key(2, 1));
            assertThatThrownBy(() -> store.outbox().accept(List.of(fits, more)))
                    .isInstanceOf(OverloadedException.class);
            assertThat(store.outbox().probe(fits)).isEqualTo(new Acceptance.Kept());
            assertThat(store.log().find(fits.message().info().id())).isEmpty();
            assertThat(claim(store)).containsExactlyInAnyOrderElementsOf(StoreScenarios.ids(held));
            end(store, held.get(0));
            assertThat(store.outbox().accept(List.of(fits, more))).containsOnly(new Acceptance.Kept());
        }
    }

    @Test
    void answers_a_repetition_though_there_is_no_room() {
        try (MailStore store = open(1, SHORT)) {
            QueuedMessage first = message();
            store.outbox().accept(List.of(NewMessage.of(first).key(StoreScenarios.key(1, 1))));
            NewMessage again = NewMessage.of(message()).key(StoreScenarios.key(1, 1));
            NewMessage other = NewMessage.of(message()).key(StoreScenarios.key(1, 2));
            assertThat(store.outbox().accept(List.of(again, other)))
                    .containsExactly(
                            new Acceptance.Duplicate(StoreScenarios.id(first)),
                            new Acceptance.IdReused(StoreScenarios.id(first)));
            assertThat(claim(store)).containsExactly(StoreScenarios.id(first));
        }
    }

    @Test
    void refuses_what_never_has_room() {
        try (MailStore store = open(2, SHORT)) {
            List<NewMessage> batch =
                    List.of(NewMessage.of(message()), NewMessage.of(message()), NewMessage.of(message()));
            assertThatThrownBy(() -> store.outbox().accept(batch)).isInstanceOf(OverloadedException.class);
            assertThat(claim(store)).isEmpty();
        }
    }

    @Test
    void waits_for_room_and_takes_it() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (MailStore store = open(1, LONG)) {
            QueuedMessage first = fill(store, 1).get(0);
            QueuedMessage second = message();
            Future<List<Acceptance>> waiting =
                    other.submit(() -> store.outbox().accept(List.of(NewMessage.of(second))));
            assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            claim(store);
            store.outbox().release(Set.of(StoreScenarios.id(first)));
            assertThat(claim(store)).containsExactly(StoreScenarios.id(first));
            end(store, first);
            assertThat(waiting.get(SOON_SECONDS, TimeUnit.SECONDS)).containsExactly(new Acceptance.Kept());
            assertThat(claim(store)).containsExactly(StoreScenarios.id(second));
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void holds_no_more_than_it_may_however_many_try() {
        try (MailStore store = open(10, SHORT)) {
            List<Integer> kept = Crowd.run(
                    8,
                    thread -> () -> (int)
                            IntStream.range(0, 5).filter(n -> keeps(store)).count());
            assertThat(kept.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
            assertThat(claim(store)).hasSize(10);
        }
    }

    @Test
    void says_nothing_of_the_data_it_refuses() {
        try (MailStore store = open(1, SHORT)) {
            fill(store, 1);
            assertThatThrownBy(() -> store.outbox().accept(List.of(NewMessage.of(message()))))
                    .hasMessageNotContainingAny("4711", "jane@example.com");
        }
    }

    private MailStore open(int messages, Duration patience) {
        MailStore store = storeHolding(messages, patience);
        store.open(ManualClock.at(Samples.START), Waker.none());
        return store;
    }

    private static QueuedMessage message() {
        return StoreScenarios.messageDue(0);
    }

    private static List<QueuedMessage> fill(MailStore store, int messages) {
        List<QueuedMessage> held =
                IntStream.range(0, messages).mapToObj(n -> message()).toList();
        store.outbox().accept(held.stream().map(NewMessage::of).toList());
        return held;
    }

    private static boolean keeps(MailStore store) {
        try {
            return store.outbox().accept(List.of(NewMessage.of(message()))).equals(List.of(new Acceptance.Kept()));
        } catch (OverloadedException e) {
            return false;
        }
    }

    private static List<MessageId> claim(MailStore store) {
        return StoreScenarios.ids(store.outbox().claim(StoreScenarios.LANE, 100));
    }

    private static void end(MailStore store, QueuedMessage message) {
        Attempt attempt = new Attempt(1, Samples.START, SendResults.accepted());
        store.outbox()
                .record(List.of(
                        new Outcome.Ended(StoreScenarios.id(message), MessageState.SENT, attempt, Instant.MIN)));
    }
}
