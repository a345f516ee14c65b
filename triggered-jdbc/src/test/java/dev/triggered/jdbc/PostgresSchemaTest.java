package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.StoreException;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Who makes the tables in PostgreSQL, and what is found there decides whether they are used. */
class PostgresSchemaTest {
    private static final int ROUNDS = 20;
    private static final String TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mail'"
            + " OR table_schema = 'public' ORDER BY 1";

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final PGSimpleDataSource database = PostgresServer.emptyDatabase();

    @Test
    void is_made_once_by_two_that_open_at_the_same_time() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                PGSimpleDataSource fresh = schema("round_" + round);
                if (round % 2 == 0) {
                    fresh.setOptions("-c default_transaction_isolation=repeatable\\ read");
                }
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Long>> nodes = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    nodes.add(threads.submit(() -> {
                        start.await(20, TimeUnit.SECONDS);
                        return openAndClose(fresh);
                    }));
                }
                assertThat(List.of(
                                nodes.get(0).get(20, TimeUnit.SECONDS),
                                nodes.get(1).get(20, TimeUnit.SECONDS)))
                        .doesNotHaveDuplicates();
                assertThat(PostgresServer.query(fresh, "SELECT version FROM triggered_schema"))
                        .containsExactly("1");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void is_left_alone_when_it_is_there() {
        openAndClose(database);
        List<String> before = PostgresServer.query(database, TABLES);
        openAndClose(database);
        assertThat(PostgresServer.query(database, TABLES)).isEqualTo(before);
        assertThat(PostgresServer.query(database, "SELECT version FROM triggered_schema"))
                .containsExactly("1");
    }

    @Test
    void of_a_later_version_is_refused_and_left_alone() {
        PostgresServer.execute(database, "CREATE TABLE triggered_schema (version integer PRIMARY KEY)");
        PostgresServer.execute(database, "INSERT INTO triggered_schema VALUES (1), (9)");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> openAndClose(database))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContainingAll("version 9", "knows 1", database.getDatabaseName(), "a later one");
        }
        assertThat(PostgresServer.query(database, TABLES)).containsExactly("triggered_schema");
        assertThat(PostgresServer.query(database, "SELECT count(*) FROM triggered_schema"))
                .containsExactly("2");
    }

    @Test
    void that_a_host_made_by_hand_needs_no_right_to_change_it() {
        JdbcStore.schema(Dialect.POSTGRESQL).forEach(script -> PostgresServer.execute(database, script));
        PostgresServer.execute(database, """
                REVOKE CREATE ON SCHEMA public FROM PUBLIC;
                DROP ROLE IF EXISTS mailer;
                CREATE ROLE mailer LOGIN;
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO mailer;
                REVOKE INSERT, UPDATE, DELETE ON triggered_schema FROM mailer;
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO mailer""");
        PGSimpleDataSource limited = as("mailer");
        openAndClose(limited);
        PostgresServer.execute(database, "DROP OWNED BY mailer; DROP ROLE mailer");
    }

    @Test
    void that_may_not_be_made_is_a_lasting_failure() {
        PostgresServer.execute(
                database,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC; DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN");
        assertThatThrownBy(() -> openAndClose(as("reader")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContainingAll(database.getDatabaseName(), "permission denied");
        PostgresServer.execute(database, "DROP ROLE reader");
        assertThat(PostgresServer.query(database, TABLES)).isEmpty();
    }

    @Test
    void is_the_one_that_is_first_on_the_search_path() {
        PGSimpleDataSource own = schema("mail");
        openAndClose(own);
        assertThat(PostgresServer.query(database, "SELECT to_regclass('public.triggered_queue') IS NULL"))
                .containsExactly("t");
        assertThat(PostgresServer.query(database, "SELECT to_regclass('mail.triggered_queue') IS NULL"))
                .containsExactly("f");
    }

    /** Opens a store, has it keep and end a message, and closes it; returns the number of that message. */
    private static long openAndClose(DataSource source) {
        try (MailStore store = JdbcStore.on(source)) {
            store.open(ManualClock.at(Letters.START), Waker.none());
            long number = NUMBERS.incrementAndGet();
            store.outbox().accept(List.of(NewMessage.of(Letters.letter(number)).handedOver()));
            store.outbox().begin(Set.of(Letters.id(number)));
            store.outbox().record(List.of(Letters.sent(Letters.letter(number))));
            return number;
        }
    }

    private PGSimpleDataSource as(String role) {
        PGSimpleDataSource source = copy();
        source.setUser(role);
        return source;
    }

    /** Makes a schema, and returns what connects to it. */
    private PGSimpleDataSource schema(String name) {
        PostgresServer.execute(database, "CREATE SCHEMA " + name);
        PGSimpleDataSource source = copy();
        source.setCurrentSchema(name);
        return source;
    }

    private PGSimpleDataSource copy() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(database.getServerNames());
        source.setPortNumbers(database.getPortNumbers());
        source.setDatabaseName(database.getDatabaseName());
        source.setUser(database.getUser());
        return source;
    }
}
