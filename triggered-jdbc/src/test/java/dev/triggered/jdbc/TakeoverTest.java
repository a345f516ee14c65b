package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.ids;
import static dev.triggered.jdbc.Letters.letter;
import static dev.triggered.jdbc.Letters.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MessageState;
import dev.triggered.StoreException;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the messages of a store that is not heard of for the time of its lease, and what that store may still do. */
class TakeoverTest {
    private final StoreParty party = new StoreParty();
    private StoreParty.Guest silent;
    private StoreParty.Guest other;

    @BeforeEach
    void open() {
        silent = party.guest();
        other = party.guest();
    }

    @AfterEach
    void close() {
        party.close();
    }

    @Test
    void gives_what_it_had_claimed_to_a_claim_and_what_it_had_begun_to_an_heir() {
        silent.accept(1, 2);
        silent.accept(NewMessage.of(letter(3)).handedOver());
        silent.claim();
        silent.outbox().begin(Set.of(id(2)));
        assertThat(other.outbox().inherit(10)).isEmpty();
        giveUp();
        assertThat(other.claim()).containsExactly(id(1), id(3));
        List<QueuedMessage> left = other.outbox().inherit(10);
        assertThat(ids(left)).containsExactly(id(2));
        assertThat(other.outbox().inherit(10)).isEmpty();
        other.outbox().record(List.of(sent(left.get(0))));
        assertThat(state(2)).isEqualTo(MessageState.SENT);
    }

    @Test
    void may_begin_nothing_of_what_was_taken() {
        silent.accept(1, 2);
        silent.accept(NewMessage.of(letter(3)).handedOver());
        silent.claim();
        giveUp();
        assertThat(ids(other.outbox().claim(LANE, 2))).containsExactly(id(1), id(2));
        assertThat(silent.outbox().begin(Set.of(id(1), id(2), id(3)))).isEmpty();
        assertThat(party.queue()).containsExactly("1 " + other.id() + " f", "2 " + other.id() + " f", "3 - f");
    }

    @Test
    void may_still_record_what_it_had_begun_and_nobody_has_inherited() {
        QueuedMessage message = begun(1);
        giveUp();
        silent.outbox().record(List.of(sent(message)));
        assertThat(state(1)).isEqualTo(MessageState.SENT);
        assertThat(other.outbox().inherit(10)).isEmpty();
    }

    @Test
    void is_not_heard_about_what_another_one_has_inherited() {
        QueuedMessage message = begun(1);
        giveUp();
        assertThat(ids(other.outbox().inherit(10))).containsExactly(id(1));
        silent.outbox().record(List.of(sent(message)));
        assertThat(state(1)).isEqualTo(MessageState.SENDING);
        other.outbox().record(List.of(Letters.deferred(message, Letters.START)));
        assertThat(party.queue()).containsExactly("1 - f");
        silent.outbox().record(List.of(sent(message)));
        assertThat(silent.claim()).containsExactly(id(1));
    }

    @Test
    void goes_on_under_another_number_and_has_forgotten_what_it_had_not_begun() {
        silent.accept(1, 2);
        QueuedMessage second = silent.outbox().claim(LANE, 2).get(1);
        silent.outbox().begin(Set.of(id(2)));
        long before = silent.id();
        giveUp();
        silent.beats();
        assertThat(silent.id()).isNotEqualTo(before);
        assertThat(silent.outbox().begin(Set.of(id(1)))).isEmpty();
        silent.outbox().record(List.of(sent(second)));
        assertThat(state(2)).isEqualTo(MessageState.SENT);
        assertThat(silent.claim()).containsExactly(id(1));
        assertThat(silent.outbox().begin(Set.of(id(1)))).containsExactly(id(1));
    }

    @Test
    void holds_what_it_inherits_from_itself() {
        QueuedMessage message = begun(1);
        giveUp();
        silent.beats();
        assertThat(silent.outbox().inherit(10)).as("it is still held").isEmpty();
        silent.outbox().record(List.of(sent(message)));
        assertThat(state(1)).isEqualTo(MessageState.SENT);
    }

    @Test
    void begins_nothing_behind_its_fence_until_it_was_heard_again() throws SQLException {
        silent.accept(1);
        silent.claim();
        try (Connection holder = party.database().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM triggered_node FOR UPDATE"); // holds up each sign of life
            silent.turn(StoreParty.LEASE.fence());
            assertThatThrownBy(() -> silent.outbox().begin(Set.of(id(1))))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContainingAll("has not answered for so long", "sends nothing");
            holder.rollback();
        }
        StoreParty.await(silent::holdsLease);
        assertThat(silent.outbox().begin(Set.of(id(1)))).containsExactly(id(1));
    }

    private QueuedMessage begun(long number) {
        silent.accept(number);
        QueuedMessage message = silent.outbox().claim(LANE, 1).get(0);
        silent.outbox().begin(Set.of(id(number)));
        return message;
    }

    /** Sets the last sign of life of the silent one back, so that the other one takes it off. */
    private void giveUp() {
        party.execute("UPDATE triggered_node SET beat_at = beat_at - interval '1 hour' WHERE id = " + silent.id());
        other.beats();
    }

    private MessageState state(long number) {
        return other.store().log().find(id(number)).orElseThrow().state();
    }
}
