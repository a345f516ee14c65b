package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Counts the rows and entries of indexes that steps on PostgreSQL read, by plans that were made when the tables were empty. */
final class ReadMeter implements AutoCloseable {
    private static final long FEW = 60;
    private static final String READ = """
            SELECT sum(pg_stat_get_xact_tuples_returned(oid)) FROM pg_class
            WHERE relname LIKE 'triggered\\_%' AND relkind IN ('r', 'i')""";

    private final List<String> reads = new ArrayList<>();
    private final Connection connection;
    private final Session session;

    private ReadMeter(Connection connection) throws SQLException {
        this.connection = connection;
        this.session = new Session(connection, null, Planner.ahead(connection));
    }

    /** Begins a transaction, before which the planner was told that some tables are empty. */
    static ReadMeter on(PGSimpleDataSource database, List<String> tables) throws SQLException {
        for (String table : tables) {
            PostgresServer.execute(database, "ALTER TABLE triggered_" + table + " SET (autovacuum_enabled = false)");
        }
        PostgresServer.execute(database, "VACUUM (ANALYZE)"); // which tells the planner that the tables have no pages
        database.setOptions("-c plan_cache_mode=force_generic_plan");
        database.setPrepareThreshold(1);
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return new ReadMeter(connection);
    }

    Session session() {
        return session;
    }

    /** Ends the transaction, and forgets what was counted. */
    Session commit() throws SQLException {
        connection.commit();
        reads.clear();
        return new Session(connection);
    }

    <T> T step(String name, Step<T> step) throws SQLException {
        long before = read();
        T answer = step.run();
        reads.add(name + " " + (read() - before));
        return answer;
    }

    void assertFew() {
        assertAtMost(FEW);
    }

    void assertAtMost(long most) {
        assertThat(reads).isNotEmpty().noneMatch(read -> Long.parseLong(read.replaceAll(".* ", "")) > most);
    }

    private long read() throws SQLException {
        return session.list(rows -> rows.getLong(1), READ).get(0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    @FunctionalInterface
    interface Step<T> {
        T run() throws SQLException;
    }
}
