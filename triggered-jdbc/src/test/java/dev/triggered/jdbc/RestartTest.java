package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.deferred;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.ids;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static dev.triggered.jdbc.Letters.sent;
import static dev.triggered.jdbc.Letters.suppression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.OptInChange;
import dev.triggered.StoreException;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store knows after it was closed and opened again. */
class RestartTest {
    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at(START);
    private MailStore store;

    @BeforeEach
    void open() {
        store = JdbcStore.embedded(folder);
        store.open(clock, Waker.none());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void says_that_it_is_durable() {
        assertThat(store.isDurable()).isTrue();
    }

    @Test
    void keeps_what_waits_in_its_order() {
        accept(3);
        accept(1);
        accept(2);
        restart();
        assertThat(claim()).isEqualTo(List.of(id(1), id(2), id(3)));
    }

    @Test
    void keeps_the_suppressions_and_the_switch() {
        store.suppressions().add(List.of(suppression("jane@example.com")));
        store.suppressions().optIn(new OptInChange(true, START, "ana"));
        restart();
        assertThat(store.suppressions().of("jane@example.com")).containsExactly(suppression("jane@example.com"));
        assertThat(store.suppressions().optInChanges(1)).containsExactly(new OptInChange(true, START, "ana"));
        assertThat(store.outbox().probe(NewMessage.of(letter(1))))
                .isEqualTo(new Acceptance.Suppressed(SuppressionReason.HARD_BOUNCE));
    }

    @Test
    void gives_what_was_handed_over_or_claimed_and_not_begun() {
        store.outbox().accept(List.of(NewMessage.of(letter(1)).handedOver(), NewMessage.of(letter(2))));
        assertThat(claim()).containsExactly(id(2));
        restart();
        assertThat(claim()).containsExactly(id(1), id(2));
        assertThat(history(1).attempts()).isEmpty();
    }

    @Test
    void gives_what_was_begun_to_an_heir_only_and_once() {
        accept(1);
        accept(2);
        claim();
        store.outbox().begin(Set.of(id(1)));
        restart();
        assertThat(claim()).containsExactly(id(2));
        assertThat(history(1).state()).isEqualTo(MessageState.SENDING);
        store.outbox().release(Set.of(id(1)));
        assertThat(store.outbox().begin(Set.of(id(1)))).isEmpty();
        QueuedMessage left = store.outbox().inherit(10).get(0);
        assertThat(left.info().id()).isEqualTo(id(1));
        assertThat(store.outbox().inherit(10)).isEmpty();
        store.outbox().record(List.of(sent(left)));
        assertThat(history(1).state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void gives_an_heir_no_more_than_it_asks_for_and_the_rest_after_another_restart() {
        for (int number = 1; number <= 5; number++) {
            accept(number);
        }
        store.outbox().begin(Set.copyOf(claim()));
        restart();
        List<QueuedMessage> first = store.outbox().inherit(2);
        assertThat(first).hasSize(2);
        store.outbox().record(List.of(sent(first.get(0)), deferred(first.get(1), START)));
        restart();
        assertThat(claim()).containsExactly(first.get(1).info().id());
        assertThat(store.outbox().inherit(10)).hasSize(3);
    }

    @Test
    void gives_what_ended_to_nobody_and_keeps_its_history() {
        accept(1);
        store.outbox().record(List.of(sent(store.outbox().claim(LANE, 1).get(0))));
        MessageHistory history = history(1);
        restart();
        assertThat(claim()).isEmpty();
        assertThat(history(1)).isEqualTo(history);
    }

    @Test
    void keeps_what_is_tried_again_until_its_time() {
        accept(1);
        QueuedMessage message = store.outbox().claim(LANE, 1).get(0);
        store.outbox().record(List.of(deferred(message, START.plusSeconds(60))));
        restart();
        assertThat(store.outbox().nextDue(LANE)).hasValue(START.plusSeconds(60));
        assertThat(claim()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(store.outbox().claim(LANE, 1))
                .extracting(QueuedMessage::attempts)
                .containsExactly(1);
    }

    @Test
    void knows_an_occurrence() {
        store.outbox().accept(List.of(NewMessage.of(letter(1)).key(key(7))));
        restart();
        assertThat(store.outbox().accept(List.of(NewMessage.of(letter(2)).key(key(7)))))
                .containsExactly(new Acceptance.Duplicate(id(1)));
    }

    @Test
    void says_that_it_is_closed() {
        store.close();
        assertThatThrownBy(() -> accept(1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not open")
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> history(1)).isInstanceOf(StoreException.class);
    }

    private void restart() {
        store.close();
        open();
    }

    private void accept(long number) {
        store.outbox().accept(List.of(NewMessage.of(letter(number))));
    }

    private List<MessageId> claim() {
        return ids(store.outbox().claim(LANE, 100));
    }

    private MessageHistory history(long number) {
        return store.log().find(id(number)).orElseThrow();
    }
}
