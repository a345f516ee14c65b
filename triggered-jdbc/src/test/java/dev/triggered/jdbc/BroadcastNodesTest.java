package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastState;
import dev.triggered.MessageState;
import dev.triggered.StreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A broadcast for which two nodes of one database were called. */
class BroadcastNodesTest {
    private static final int PEOPLE = 3_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final PGSimpleDataSource database = PostgresServer.emptyDatabase();
    private Notices first;
    private Notices second;

    @BeforeEach
    void open() {
        first = Notices.on(JdbcStore.on(database, LEASE));
        second = Notices.on(JdbcStore.on(database, LEASE));
    }

    @AfterEach
    void close() {
        second.close();
        first.close();
    }

    @Test
    void is_run_by_one_and_the_other_goes_on_when_that_one_ends() throws InterruptedException {
        first.broadcast(PEOPLE);
        Broadcast standby = second.broadcast(PEOPLE);
        StoreParty.await(() -> first.written().size() + second.written().size() > 400);
        assertThat(owners()).hasSize(1);
        first.close();
        assertThat(standby.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(standby.progress().counts().accepted()).isEqualTo(PEOPLE);
        assertThat(standby.outcomes()).isEqualTo(Map.of(MessageState.SENT, (long) PEOPLE));
        assertThat(written()).containsExactlyInAnyOrderElementsOf(Notices.addresses(PEOPLE));
    }

    @Test
    void is_taken_over_from_one_that_is_not_heard_of_which_then_stands_by() throws InterruptedException {
        Broadcast silent = first.broadcast(PEOPLE);
        second.broadcast(PEOPLE);
        StoreParty.await(() -> first.written().size() + second.written().size() > 400);
        String owner = owners().get(0);
        PostgresServer.execute(database, "DELETE FROM triggered_node WHERE id = " + owner);
        assertThat(silent.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(second.found().await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(PostgresServer.query(
                        database,
                        "SELECT count(*), count(DISTINCT recipient) FROM triggered_message WHERE broadcast = 1"))
                .containsExactly(PEOPLE + " " + PEOPLE);
        assertThat(written()).containsAll(Notices.addresses(PEOPLE));
    }

    @Test
    void is_silenced_by_the_node_that_does_not_run_it() throws InterruptedException {
        first.broadcast(PEOPLE);
        StoreParty.await(() -> first.written().size() + second.written().size() > 200);
        second.found().pause();
        List<String> before = written();
        assertThat(first.found().state()).isEqualTo(BroadcastState.PAUSED);
        assertThat(first.found().await(Duration.ofMillis(300))).isEqualTo(BroadcastState.PAUSED);
        assertThat(written()).hasSameSizeAs(before);
        second.found().resume();
        assertThat(first.found().await(PATIENCE)).isEqualTo(BroadcastState.DONE);
        assertThat(written()).containsExactlyInAnyOrderElementsOf(Notices.addresses(PEOPLE));
    }

    @Test
    void is_cancelled_by_the_node_that_does_not_run_it() throws InterruptedException {
        first.broadcast(PEOPLE);
        StoreParty.await(() -> first.written().size() + second.written().size() > 200);
        second.found().cancel();
        int sent = written().size();
        assertThat(first.found().await(PATIENCE)).isEqualTo(BroadcastState.CANCELLED);
        assertThat(first.found().outcomes()).doesNotContainKey(MessageState.QUEUED);
        StoreParty.await(
                () -> first.mail().streams().find("notice").orElseThrow().state() == StreamState.LIVE);
        assertThat(written()).hasSize(sent).hasSizeLessThan(PEOPLE);
    }

    private List<String> owners() {
        return PostgresServer.query(database, "SELECT owner FROM triggered_broadcast WHERE owner IS NOT NULL");
    }

    private List<String> written() {
        List<String> written = new ArrayList<>(first.written());
        written.addAll(second.written());
        return written;
    }
}
