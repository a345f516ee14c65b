package dev.triggered.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server for the tests of this module, started when the first one needs it and as durable as in production: the
 * library that starts it would switch that off. Each database of it is a test's own.
 */
final class PostgresServer {
    private static final String MAINTENANCE = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /** Makes an empty database, and returns what connects to it; nothing is pooled. */
    static PGSimpleDataSource emptyDatabase() {
        PGSimpleDataSource database = source("test_" + DATABASES.incrementAndGet());
        execute(source(MAINTENANCE), "CREATE DATABASE " + database.getDatabaseName());
        return database;
    }

    /** Makes a database that has the tables. */
    static PGSimpleDataSource database() {
        PGSimpleDataSource database = emptyDatabase();
        execute(database, script(1));
        return database;
    }

    /** Returns a script of the schema. */
    static String script(int number) {
        String name = "schema/postgresql/%03d.sql".formatted(number);
        try (InputStream in = PostgresServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs statements. */
    static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the rows of a query, their columns as text, joined by single spaces. */
    static List<String> query(DataSource database, String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(" ", columns));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return found;
    }

    /** Returns how many connections a database has, without the one that asks. */
    static int backends(PGSimpleDataSource database) {
        return query(source(MAINTENANCE), others("pid", database)).size();
    }

    /** Breaks all connections that a database has, from the server's side, and returns how many those were. */
    static int terminate(PGSimpleDataSource database) {
        return query(source(MAINTENANCE), others("pg_terminate_backend(pid)", database))
                .size();
    }

    /** Breaks all connections that a database has, and refuses new ones until it is {@linkplain #reopen reopened}. */
    static void shut(PGSimpleDataSource database) {
        execute(source(MAINTENANCE), "ALTER DATABASE " + database.getDatabaseName() + " ALLOW_CONNECTIONS false");
        terminate(database);
    }

    static void reopen(PGSimpleDataSource database) {
        execute(source(MAINTENANCE), "ALTER DATABASE " + database.getDatabaseName() + " ALLOW_CONNECTIONS true");
    }

    private static String others(String what, PGSimpleDataSource database) {
        return "SELECT " + what + " FROM pg_stat_activity WHERE datname = '" + database.getDatabaseName() + "'";
    }

    private static PGSimpleDataSource source(String database) {
        return (PGSimpleDataSource) Started.SERVER.getDatabase("postgres", database);
    }

    /** Loaded, and so started, when it is first asked for. */
    private static final class Started {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
                requireDurable(server.getPostgresDatabase());
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL does not start", e);
            }
        }

        private static void requireDurable(DataSource database) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                if (!query(database, "SHOW " + setting).equals(List.of("on"))) {
                    throw new IllegalStateException("PostgreSQL runs without " + setting);
                }
            }
        }
    }
}
