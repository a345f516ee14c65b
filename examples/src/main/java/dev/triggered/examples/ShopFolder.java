package dev.triggered.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteDataSource;

/** Looks into the tables of an embedded store, as somebody does who watches over it. */
final class ShopFolder {
    private static final String THERE = "SELECT count(*) FROM sqlite_master WHERE name = 'triggered_queue'";
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM triggered_queue),
                (SELECT count(*) FROM triggered_message WHERE state = 'SENT')""";

    private ShopFolder() {}

    /** Counts the messages of a store, which may be open or not be there yet. */
    static Counts count(Path folder) {
        Path file = folder.resolve("triggered.db");
        if (!Files.exists(file)) {
            return new Counts(0, 0);
        }
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return count(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    private static Counts count(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(THERE)) {
            if (row.getInt(1) == 0) {
                return new Counts(0, 0);
            }
        }
        try (ResultSet row = statement.executeQuery(COUNT)) {
            return new Counts(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * How many messages a store has.
     *
     * @param waiting those that have not ended
     * @param sent those that were sent, as long as the store knows them
     */
    record Counts(long waiting, long sent) {}
}
