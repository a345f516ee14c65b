package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL that is as durable as a real one: the one that is embedded for tests writes nothing through by default. */
final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresServer start() throws IOException, SQLException {
        PostgresServer started = new PostgresServer(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start());
        assertThat(started.ask("SHOW fsync")).isEqualTo("on");
        assertThat(started.ask("SHOW synchronous_commit")).isEqualTo("on");
        return started;
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Returns how many nodes are thought to live. */
    int nodes() {
        try {
            return Integer.parseInt(ask("SELECT count(*) FROM triggered_node"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes as if nothing had been heard of any node for an hour. */
    void forgetNodes() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE triggered_node SET beat_at = beat_at - interval '1 hour'");
        }
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
