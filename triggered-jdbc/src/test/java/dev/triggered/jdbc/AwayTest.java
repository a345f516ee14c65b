package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static dev.triggered.jdbc.Letters.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.StoreException;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database is away, refuses to write, or gives up a transaction. */
class AwayTest {
    private static final Acceptance KEPT = new Acceptance.Kept();

    private final StoreParty party = new StoreParty();
    private final Faults faults = new Faults(party.database());
    private StoreParty.Guest store;

    @BeforeEach
    void open() {
        store = party.guest(faults.source());
    }

    @AfterEach
    void close() {
        faults.mend();
        party.close();
    }

    @Test
    void says_at_once_that_nothing_was_done_and_goes_on_when_it_is_back() {
        store.accept(1, 2, 3);
        QueuedMessage first = store.outbox().claim(LANE, 1).get(0);
        QueuedMessage second = store.outbox().claim(LANE, 1).get(0);
        store.outbox().begin(Set.of(id(1)));
        faults.cut();
        int before = faults.connections();
        List<ThrowingCallable> calls = List.of(
                () -> store.accept(NewMessage.of(letter(4)).key(key(4)).handedOver()),
                store::claim,
                () -> store.outbox().begin(Set.of(id(2))),
                () -> store.outbox().record(List.of(sent(first))),
                () -> store.outbox().inherit(10),
                () -> store.outbox().nextDue(LANE),
                () -> store.outbox().lanes(),
                () -> store.store().log().find(id(1)),
                () -> store.outbox().probe(NewMessage.of(letter(4)).key(key(4))),
                () -> store.outbox().release(Set.of(id(2))));
        calls.forEach(this::assertAway);
        assertThat(faults.connections() - before).isEqualTo(calls.size());
        faults.mend();
        assertThat(store.outbox().begin(Set.of(id(2)))).containsExactly(id(2));
        store.outbox().record(List.of(sent(first), sent(second)));
        assertThat(store.accept(NewMessage.of(letter(4)).key(key(4)).handedOver()))
                .isEqualTo(KEPT);
        assertThat(store.claim()).containsExactly(id(3));
        assertThat(store.outbox().begin(Set.of(id(4)))).containsExactly(id(4));
    }

    @Test
    void keeps_what_is_accepted_after_the_server_broke_all_connections_of_a_pool() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(party.database());
        config.setMaximumPoolSize(8);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            StoreParty.Guest pooled = party.guest(pool);
            for (int round = 1; round <= 3; round++) {
                fill(pool);
                assertThat(PostgresServer.terminate(party.database())).isGreaterThan(5);
                assertThat(pooled.accept(NewMessage.of(letter(round)).handedOver()))
                        .isEqualTo(KEPT);
                assertThat(party.count("triggered_queue")).isEqualTo(round);
            }
            pooled.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void repeats_what_was_given_up_once_or_twice(String state) {
        faults.fail("INSERT INTO triggered_message", state, 2);
        store.accept(1);
        faults.fail("UPDATE triggered_queue SET owner = ?", state, 1);
        assertThat(store.claim()).containsExactly(id(1));
        assertThat(faults.areOver()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void gives_up_what_was_given_up_three_times(String state) {
        faults.fail("INSERT INTO triggered_message", state, 3);
        assertThatThrownBy(() -> store.accept(1)).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.retryable()).isTrue();
            assertThat(e.mayBeKept()).isFalse();
        });
        assertThat(faults.areOver()).isTrue();
        store.accept(1);
    }

    @Test
    void says_that_it_is_read_only() {
        String database = party.database().getDatabaseName();
        party.execute("ALTER DATABASE " + database + " SET default_transaction_read_only = on");
        assertThatThrownBy(() -> store.accept(1))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.retryable()).isTrue();
                    assertThat(e.mayBeKept()).isFalse();
                })
                .hasMessageContainingAll(database, "read-only transaction");
        assertThat(store.outbox().nextDue(LANE)).isEmpty();
        party.execute("BEGIN READ WRITE; ALTER DATABASE " + database + " RESET default_transaction_read_only; COMMIT");
        store.accept(1);
    }

    @Test
    void says_at_opening_that_it_may_be_back_later() {
        faults.cut();
        SqlMailStore late = new SqlMailStore(
                new PostgresDatabase(faults.source(), StoreParty.LEASE, System::nanoTime), Duration.ofDays(7));
        assertThatThrownBy(() -> late.open(party.clock(), Waker.none()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("cannot be opened");
        faults.mend();
        late.open(party.clock(), Waker.none());
        late.close();
    }

    private void assertAway(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.retryable()).isTrue();
            assertThat(e.mayBeKept()).isFalse();
            assertThat(e).hasMessageContaining("refused");
        });
    }

    /** Leaves a pool with several idle connections that were used just now. */
    private static void fill(DataSource pool) throws SQLException {
        List<Connection> used = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            used.add(pool.getConnection());
        }
        for (Connection each : used) {
            each.close();
        }
    }
}
