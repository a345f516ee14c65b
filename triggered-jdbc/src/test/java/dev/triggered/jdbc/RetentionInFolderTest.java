package dev.triggered.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class RetentionInFolderTest extends Retention {
    @TempDir
    Path folder;

    @Override
    JdbcStore create() {
        return JdbcStore.embedded(folder);
    }

    @Override
    List<String> query(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return found;
    }

    @Override
    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    String payloadText() {
        return "SELECT CAST(body AS TEXT) || hex(body) || COALESCE(CAST(secret AS TEXT), '') FROM triggered_payload";
    }

    @Override
    void refuse(String table) {
        execute("CREATE TRIGGER refusal BEFORE DELETE ON " + table
                + " WHEN OLD.seq = 700 BEGIN SELECT RAISE(ABORT, 'not now'); END");
    }

    @Override
    void allow(String table) {
        execute("DROP TRIGGER refusal");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("triggered.db"));
    }
}
