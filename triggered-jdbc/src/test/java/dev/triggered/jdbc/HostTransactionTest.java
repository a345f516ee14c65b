package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.MessageState;
import dev.triggered.StoreException;
import dev.triggered.SuppressionReason;
import dev.triggered.report.Counts;
import dev.triggered.report.Measure;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that is accepted in the host's transaction is what that transaction becomes. */
class HostTransactionTest {
    private static final Acceptance KEPT = new Acceptance.Kept();
    private static final byte[] LARGE = new byte[10 * AttachmentSpool.CHUNK];

    private final StoreParty party = new StoreParty();
    private StoreParty.Guest store;
    private Connection host;

    @BeforeEach
    void begin() throws SQLException {
        store = party.guest();
        party.execute("CREATE TABLE host_order (id int PRIMARY KEY)");
        host = party.database().getConnection();
        host.setAutoCommit(false);
        run("INSERT INTO host_order VALUES (1)");
    }

    @AfterEach
    void end() throws SQLException {
        host.close();
        party.close();
    }

    @Test
    void was_never_there_after_a_rollback_and_its_trigger_id_is_free() throws SQLException {
        assertThat(accept(keyed(1, 7))).containsExactly(KEPT);
        assertThat(store.claim()).isEmpty();
        host.rollback();
        assertThat(store.claim()).isEmpty();
        assertThat(store.store().log().find(id(1))).isEmpty();
        assertThat(store.isCalled()).isFalse();
        assertThat(store.accept(keyed(2, 7))).isEqualTo(KEPT);
    }

    @Test
    void is_there_after_the_commit_and_each_store_is_told_its_lane() throws SQLException {
        StoreParty.Guest other = party.guest();
        accept(keyed(1, 7));
        assertThat(other.isCalled() || store.isCalled()).isFalse();
        host.commit();
        assertThat(store.nextCall()).isEqualTo(LANE);
        assertThat(other.nextCall()).isEqualTo(LANE);
        assertThat(other.claim()).containsExactly(id(1));
        assertThat(store.claim()).isEmpty();
        assertThat(party.count("host_order")).isEqualTo(1);
    }

    @Test
    void is_counted_when_it_is_committed_and_not_before() throws SQLException {
        accept(keyed(1, 7));
        host.rollback();
        accept(keyed(1, 7));
        accept(keyed(2, 7));
        accept(keyed(3, 8));
        assertThat(Letters.counted(store.store())).isEqualTo(Counts.NONE);
        host.commit();
        assertThat(Letters.counted(store.store()).measures()).isEqualTo(Map.of(Measure.TRIGGERED, 2L));
    }

    @Test
    void is_handed_over_to_nobody() throws SQLException {
        accept(NewMessage.of(letter(1)).handedOver());
        host.commit();
        assertThat(party.queue()).containsExactly("1 - f");
        assertThat(store.outbox().begin(Set.of(id(1)))).isEmpty();
        assertThat(store.claim()).containsExactly(id(1));
    }

    @Test
    void leaves_commit_rollback_and_settings_to_the_host() throws SQLException {
        run("SET LOCAL lock_timeout = '1234ms'");
        accept(keyed(1, 7));
        assertThat(ask("SHOW lock_timeout")).isEqualTo("1234ms");
        assertThat(ask("SHOW enable_seqscan")).isEqualTo("on");
        assertThat(host.getAutoCommit()).isFalse();
        host.rollback();
        run("SET lock_timeout = '2345ms'");
        host.commit();
        accept(keyed(1, 7));
        assertThat(ask("SHOW lock_timeout")).isEqualTo("2345ms");
        host.commit();
        assertThat(ask("SHOW lock_timeout")).isEqualTo("2345ms");
    }

    @Test
    void is_refused_where_the_recipient_is_suppressed_and_never_begun_where_that_comes_before_the_commit()
            throws SQLException {
        assertThat(accept(keyed(1, 7))).containsExactly(KEPT);
        store.store().suppressions().add(List.of(Letters.suppression("jane@example.com")));
        assertThat(accept(keyed(2, 8))).containsExactly(new Acceptance.Suppressed(SuppressionReason.HARD_BOUNCE));
        assertThat(accept(keyed(3, 7))).containsExactly(new Acceptance.Duplicate(id(1)));
        host.commit();
        assertThat(store.claim()).containsExactly(id(1));
        assertThat(store.outbox().begin(Set.of(id(1)))).isEmpty();
        assertThat(store.outbox().suppressed(Set.of(id(1)))).containsEntry(id(1), SuppressionReason.HARD_BOUNCE);
    }

    @Test
    void is_answered_as_a_repetition_and_the_transaction_goes_on() throws SQLException {
        store.accept(keyed(1, 7));
        List<Acceptance> answers = store.outbox()
                .accept(host, List.of(keyed(2, 7), NewMessage.of(letter(3)).key(other(7)), keyed(4, 8)));
        assertThat(answers).containsExactly(new Acceptance.Duplicate(id(1)), new Acceptance.IdReused(id(1)), KEPT);
        assertThat(accept(keyed(5, 8))).containsExactly(new Acceptance.Duplicate(id(4)));
        run("INSERT INTO host_order VALUES (2)");
        host.commit();
        assertThat(party.queue()).containsExactly("1 - f", "4 - f");
        assertThat(party.count("host_order")).isEqualTo(2);
    }

    @Test
    void that_cannot_be_kept_leaves_the_transaction_usable() throws SQLException {
        party.execute("ALTER TABLE triggered_payload ADD CONSTRAINT none CHECK (false) NOT VALID");
        assertThatThrownBy(() -> accept(keyed(1, 7)))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("in the transaction of this connection", "none");
        party.execute("ALTER TABLE triggered_payload RENAME TO elsewhere");
        assertThatThrownBy(() -> accept(keyed(1, 7)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("triggered_payload");
        run("INSERT INTO host_order VALUES (2)");
        host.commit();
        assertThat(party.count("host_order")).isEqualTo(2);
        assertThat(party.count("triggered_message")).isZero();
    }

    @Test
    void takes_its_attachments_along_when_it_is_rolled_back() throws SQLException {
        accept(NewMessage.of(letter(1, Attachment.of("large", LARGE))));
        host.rollback();
        assertThat(party.count("triggered_chunk")).isZero();
        accept(NewMessage.of(letter(2, Attachment.of("large", LARGE))));
        host.commit();
        assertThat(party.count("triggered_chunk")).isEqualTo(10);
        assertThat(store.claim()).containsExactly(id(2));
    }

    @Test
    void leaves_no_attachments_of_a_repetition() throws SQLException {
        store.accept(keyed(1, 7));
        accept(NewMessage.of(letter(2, Attachment.of("large", LARGE))).key(key(7)));
        host.commit();
        assertThat(party.count("triggered_chunk")).isZero();
    }

    @Test
    void says_that_a_transaction_with_an_old_view_is_to_be_repeated() throws SQLException {
        host.rollback();
        host.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        run("INSERT INTO host_order VALUES (2)");
        store.accept(keyed(1, 7));
        assertThatThrownBy(() -> accept(keyed(2, 7)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContainingAll("could not serialize access", "repeat the whole transaction");
        host.rollback();
        assertThat(accept(keyed(2, 7))).containsExactly(new Acceptance.Duplicate(id(1)));
    }

    @Test
    void waits_no_longer_for_another_transaction_than_the_host_wants() throws SQLException {
        accept(keyed(1, 7));
        try (Connection second = party.database().getConnection();
                Statement statement = second.createStatement()) {
            second.setAutoCommit(false);
            statement.execute("SET lock_timeout = '100ms'");
            assertThatThrownBy(() -> store.outbox().accept(second, List.of(keyed(2, 7))))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("another transaction");
            second.commit();
        }
        host.commit();
        assertThat(party.queue()).containsExactly("1 - f");
    }

    @Test
    void needs_a_connection_that_works() throws SQLException {
        host.close();
        assertThatThrownBy(() -> accept(keyed(1, 7))).isInstanceOf(StoreException.class);
        assertThat(party.count("triggered_message")).isZero();
    }

    @Test
    void ends_as_any_other_message_once_it_is_committed() throws SQLException {
        accept(keyed(1, 7));
        host.commit();
        store.outbox().record(List.of(Letters.sent(store.outbox().claim(LANE, 1).get(0))));
        assertThat(store.store().log().find(id(1)).orElseThrow().state()).isEqualTo(MessageState.SENT);
        assertThat(party.queue()).isEmpty();
    }

    @Test
    void is_refused_by_the_embedded_store(@TempDir Path folder) throws SQLException {
        try (MailStore embedded = JdbcStore.embedded(folder)) {
            embedded.open(ManualClock.at(Letters.START), Waker.none());
            assertThatThrownBy(() -> embedded.outbox().accept(host, List.of(keyed(1, 7))))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContainingAll(folder.toString(), "cannot join a transaction");
        }
        run("INSERT INTO host_order VALUES (2)");
        host.commit();
    }

    private List<Acceptance> accept(NewMessage message) {
        return store.outbox().accept(host, List.of(message));
    }

    private static NewMessage keyed(long number, long key) {
        return NewMessage.of(letter(number)).key(key(key));
    }

    /** Returns a key with other data. */
    private static NewMessage.IdempotencyKey other(long number) {
        return new NewMessage.IdempotencyKey(key(number).occurrence(), "0e");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = host.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Statement statement = host.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
