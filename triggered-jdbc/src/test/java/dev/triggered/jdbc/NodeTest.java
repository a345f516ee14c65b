package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.StoreException;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGSimpleDataSource;

/** The processes that share a database: how they come, hear of each other, die and leave. Their time stands until it is turned. */
@Isolated("it counts the threads of the process")
class NodeTest {
    private final PGSimpleDataSource database = PostgresServer.database();
    private final NodeParty party = new NodeParty(database);

    @AfterEach
    void everybodyLeaves() {
        PostgresServer.reopen(database);
        party.close();
    }

    @Test
    void joins_under_a_name_that_an_operator_knows_and_leaves_nothing_behind() {
        NodeParty.Guest node = party.guest();
        assertThat(node.holdsLease()).isTrue();
        assertThat(PostgresServer.query(database, "SELECT id, name FROM triggered_node"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(node.id() + " process " + ProcessHandle.current().pid());
        awaitBackends(1);
        node.close();
        assertThat(node.holdsLease()).isFalse();
        assertThat(party.nodes()).isEmpty();
        awaitBackends(0);
    }

    @Test
    void hears_which_lane_another_connection_calls() {
        NodeParty.Guest node = party.guest();
        notify("fast");
        assertThat(node.nextCall()).isEqualTo("fast");
        notify("");
        assertThat(node.nextCall()).isEqualTo(NodeParty.ALL);
        execute(
                "SELECT pg_notify('triggered', 'a'); SELECT pg_notify('triggered', 'b'); SELECT pg_notify('other', 'c')");
        notify("d");
        assertThat(List.of(node.nextCall(), node.nextCall(), node.nextCall())).containsExactly("a", "b", "d");
    }

    @Test
    void lets_what_a_dead_node_had_claimed_wait_again_and_leaves_what_it_had_begun() {
        NodeParty.Guest dead = party.guest();
        NodeParty.Guest other = party.guest();
        NodeParty.Guest third = party.guest();
        claimed(dead.id(), 1, 2);
        begun(dead.id(), 3);
        claimed(third.id(), 4);
        silence(dead.id());
        other.beats();
        assertThat(party.nodes()).containsExactly(other.id(), third.id());
        assertThat(queue()).containsExactly("1 null f", "2 null f", "3 " + dead.id() + " t", "4 " + third.id() + " f");
        assertThat(third.nextCall()).isEqualTo(NodeParty.ALL);
        assertThat(dead.nextCall()).isEqualTo(NodeParty.ALL);
    }

    @Test
    void is_reborn_under_a_new_id_when_the_others_gave_it_up() {
        NodeParty.Guest node = party.guest();
        long before = node.id();
        execute("DELETE FROM triggered_node");
        node.beats();
        assertThat(node.id()).isNotEqualTo(before);
        assertThat(node.rebirths()).containsExactly(before + " without a lease");
        assertThat(node.holdsLease()).isTrue();
        assertThat(party.nodes()).containsExactly(node.id());
    }

    @Test
    void releases_what_an_owner_took_after_it_was_given_up() {
        NodeParty.Guest node = party.guest();
        claimed(4_711, 1);
        claimed(4_712, 2);
        begun(4_712, 3);
        claimed(node.id(), 4);
        node.beats();
        assertThat(queue()).containsExactly("1 null f", "2 null f", "3 4712 t", "4 " + node.id() + " f");
    }

    @Test
    void is_not_held_up_by_rows_that_a_stopped_process_has_locked() throws SQLException {
        NodeParty.Guest node = party.guest();
        claimed(4_711, 1, 2);
        execute("INSERT INTO triggered_node VALUES (4711, 'stopped', 'epoch'), (4712, 'too', 'epoch')");
        try (Connection stopped = locking("SELECT FROM triggered_queue WHERE seq = 1 FOR UPDATE")) {
            execute(stopped, "SELECT FROM triggered_node WHERE id = 4712 FOR UPDATE");
            node.beats();
            assertThat(queue()).containsExactly("1 4711 f", "2 null f");
            assertThat(party.nodes()).containsExactly(node.id(), 4_712L);
        }
        node.beats();
        assertThat(queue()).containsExactly("1 null f", "2 null f");
        assertThat(party.nodes()).containsExactly(node.id());
    }

    @Test
    void does_no_harm_when_several_reap_at_once() {
        List<NodeParty.Guest> reapers = List.of(party.guest(), party.guest(), party.guest());
        List<Long> ids = reapers.stream().map(NodeParty.Guest::id).toList();
        for (int round = 0; round < 4; round++) {
            execute("TRUNCATE triggered_queue");
            execute("INSERT INTO triggered_node SELECT 100 + i, 'dead', 'epoch' FROM generate_series(1, 20) i");
            execute("INSERT INTO triggered_queue SELECT i, 'fast', 0, 0, 0, 0, 0, 101 + i % 20, i % 10 = 0"
                    + " FROM generate_series(1, 2000) i");
            reapers.forEach(NodeParty.Guest::turn);
            reapers.forEach(NodeParty.Guest::awaitBeat);
            assertThat(party.nodes()).containsExactlyElementsOf(ids);
            assertThat(PostgresServer.query(
                            database,
                            "SELECT begun, owner IS NULL, count(*) FROM triggered_queue GROUP BY 1, 2 ORDER BY 1"))
                    .containsExactly("f t 1800", "t f 200");
        }
        assertThat(reapers).allSatisfy(each -> assertThat(each.rebirths()).isEmpty());
    }

    @Test
    void holds_no_lease_past_its_fence_until_it_is_heard_again() throws SQLException {
        NodeParty.Guest node = party.guest();
        try (Connection holder = locking("SELECT FROM triggered_node FOR UPDATE")) {
            assertThat(holder.isClosed()).isFalse();
            node.turn(NodeParty.LEASE.fence().minusNanos(1));
            assertThat(node.holdsLease()).isTrue();
            node.turn(Duration.ofNanos(1));
            assertThat(node.holdsLease()).isFalse();
        }
        party.await(node::holdsLease);
    }

    @Test
    void takes_nobody_off_for_a_lease_after_it_was_cut_off_itself() {
        NodeParty.Guest node = party.guest();
        NodeParty.Guest other = party.guest();
        silence(other.id());
        node.turn(NodeParty.LEASE.fence());
        node.awaitBeat();
        for (int beat = 1; beat < 6; beat++) {
            node.beats();
        }
        assertThat(party.nodes()).containsExactly(node.id(), other.id());
        node.beats();
        assertThat(party.nodes()).containsExactly(node.id());
    }

    @Test
    void connects_and_listens_again_when_its_connection_breaks() {
        NodeParty.Guest node = party.guest();
        long id = node.id();
        assertThat(PostgresServer.terminate(database)).isPositive();
        assertThat(node.nextCall()).isEqualTo(NodeParty.ALL);
        notify("fast");
        assertThat(node.nextCall()).isEqualTo("fast");
        assertThat(node.id()).isEqualTo(id);
        assertThat(node.rebirths()).isEmpty();
        awaitBackends(1);
    }

    @Test
    void is_reborn_when_it_was_given_up_while_its_connection_was_broken() {
        NodeParty.Guest node = party.guest();
        long before = node.id();
        execute("DELETE FROM triggered_node");
        PostgresServer.terminate(database);
        assertThat(node.nextCall()).isEqualTo(NodeParty.ALL);
        assertThat(node.id()).isNotEqualTo(before);
        assertThat(node.rebirths()).hasSize(1);
    }

    @Test
    void pauses_longer_and_longer_while_the_database_is_away() {
        NodeParty.Guest node = party.guest();
        PostgresServer.shut(database);
        int before = node.connections();
        long began = System.nanoTime();
        party.await(() -> node.connections() >= before + 4);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(200 + 400 + 800));
        PostgresServer.reopen(database);
        assertThat(node.nextCall()).isEqualTo(NodeParty.ALL);
        notify("fast");
        assertThat(node.nextCall()).isEqualTo("fast");
    }

    @Test
    void leaves_quietly_while_the_database_is_away() {
        NodeParty.Guest node = party.guest();
        PostgresServer.shut(database);
        party.await(() -> node.connections() > 1);
        node.close();
        assertThat(NodeParty.threads()).isZero();
        PostgresServer.reopen(database);
        assertThat(party.nodes()).containsExactly(node.id());
    }

    @Test
    void leaves_soon_although_a_statement_is_stuck() throws SQLException {
        NodeParty.Guest node = party.guest();
        try (Connection holder = locking("SELECT FROM triggered_node FOR UPDATE")) {
            node.turn();
            party.await(() -> PostgresServer.query(database, "SELECT FROM pg_locks WHERE NOT granted")
                            .size()
                    == 1);
            long began = System.nanoTime();
            node.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            assertThat(NodeParty.threads()).isZero();
            assertThat(holder.isClosed()).isFalse();
        }
    }

    @Test
    void hands_back_what_it_has_not_begun_when_it_leaves_and_tells_the_others() {
        NodeParty.Guest leaving = party.guest();
        NodeParty.Guest other = party.guest();
        claimed(leaving.id(), 1, 2);
        begun(leaving.id(), 3);
        claimed(other.id(), 4);
        leaving.close();
        assertThat(queue())
                .containsExactly("1 null f", "2 null f", "3 " + leaving.id() + " t", "4 " + other.id() + " f");
        assertThat(other.nextCall()).isEqualTo(NodeParty.ALL);
        leaving.close();
        assertThat(party.nodes()).containsExactly(other.id());
    }

    @Test
    void gives_its_connection_back_as_it_came() throws SQLException {
        try (Connection only = database.getConnection()) {
            only.setAutoCommit(false);
            only.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            NodeParty.Guest node = party.guest(Shells.keepingOpen(only));
            notify("fast");
            assertThat(node.nextCall()).isEqualTo("fast");
            node.close();
            assertThat(only.isClosed()).isFalse();
            assertThat(only.getNetworkTimeout()).isZero();
            assertThat(only.getAutoCommit()).isFalse();
            assertThat(only.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            try (Statement statement = only.createStatement()) {
                assertThat(statement
                                .executeQuery("SELECT pg_listening_channels()")
                                .next())
                        .isFalse();
            }
        }
    }

    @Test
    void wakes_all_lanes_at_each_beat_where_the_driver_cannot_listen() {
        NodeParty.Guest node = party.deafGuest();
        claimed(4_711, 1);
        node.beats();
        node.turn();
        assertThat(node.nextCall()).isEqualTo(NodeParty.ALL);
        assertThat(queue()).containsExactly("1 null f");
        node.close();
        assertThat(party.nodes()).isEmpty();
    }

    @Test
    void have_different_ids_when_they_join_at_once() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(2);
        try {
            Future<NodeParty.Guest> one = starters.submit(() -> party.guest());
            Future<NodeParty.Guest> two = starters.submit(() -> party.guest());
            long first = one.get(20, TimeUnit.SECONDS).id();
            long second = two.get(20, TimeUnit.SECONDS).id();
            assertThat(party.nodes()).hasSize(2).containsExactlyInAnyOrder(first, second);
        } finally {
            starters.shutdownNow();
        }
    }

    @Test
    void says_that_the_database_is_away() throws IOException {
        PGSimpleDataSource away = PostgresServer.emptyDatabase();
        try (ServerSocket free = new ServerSocket(0)) {
            away.setPortNumbers(new int[] {free.getLocalPort()});
        }
        assertThatThrownBy(() -> party.guest(away))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContainingAll("cannot join the store in PostgreSQL", "refused");
    }

    @Test
    void says_that_the_tables_are_missing_and_keeps_no_connection() {
        PGSimpleDataSource empty = PostgresServer.emptyDatabase();
        assertThatThrownBy(() -> party.guest(empty))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContainingAll("triggered_node", "check");
        party.await(() -> PostgresServer.backends(empty) == 0);
    }

    /** Waits until a database has so many connections; the server notices late that one was closed. */
    private void awaitBackends(int count) {
        party.await(() -> PostgresServer.backends(database) == count);
    }

    private void notify(String payload) {
        execute("SELECT pg_notify('triggered', '" + payload + "')");
    }

    private void silence(long node) {
        execute("UPDATE triggered_node SET beat_at = clock_timestamp() - interval '1 day' WHERE id = " + node);
    }

    private void claimed(long owner, long... seqs) {
        insert(owner, false, seqs);
    }

    private void begun(long owner, long... seqs) {
        insert(owner, true, seqs);
    }

    private void insert(long owner, boolean begun, long... seqs) {
        for (long seq : seqs) {
            execute("INSERT INTO triggered_queue VALUES (" + seq + ", 'fast', 0, 0, 0, 0, 0, " + owner + ", " + begun
                    + ")");
        }
    }

    private List<String> queue() {
        return PostgresServer.query(database, "SELECT seq, owner, begun FROM triggered_queue ORDER BY seq");
    }

    private void execute(String sql) {
        PostgresServer.execute(database, sql);
    }

    /** Returns a connection that holds the locks that a statement takes until it is closed. */
    private Connection locking(String sql) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        execute(connection, sql);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
