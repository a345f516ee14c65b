package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.StoreException;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a folder decides whether it is opened. */
class SchemaTest {
    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\\R");

    @TempDir
    Path folder;

    @Test
    void is_made_in_a_folder_that_is_not_there_yet_and_left_alone_afterwards() throws SQLException {
        Path deep = folder.resolve("a/b");
        openAndClose(deep);
        openAndClose(deep);
        assertThat(query(deep, "SELECT COUNT(*) FROM triggered_schema")).isEqualTo("1");
    }

    @Test
    void of_a_later_version_is_refused_and_left_alone() throws SQLException {
        openAndClose(folder);
        run("INSERT INTO triggered_schema (version) VALUES (9)");
        MailStore store = JdbcStore.embedded(folder);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> store.open(ManualClock.at(Letters.START), Waker.none()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("version 9", "knows 1", folder.toString())
                    .matches(e -> !((StoreException) e).retryable());
        }
        run("DELETE FROM triggered_schema WHERE version = 9");
        assertThatCode(() -> openAndClose(folder)).doesNotThrowAnyException();
    }

    @Test
    void is_not_looked_for_in_another_file() throws IOException {
        Files.writeString(folder.resolve("triggered.db"), "this is not a database, but a text that is long enough");
        assertThatThrownBy(() -> openAndClose(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the store in " + folder);
    }

    @Test
    void is_not_made_where_a_file_stands() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        assertThatThrownBy(() -> openAndClose(file)).isInstanceOf(StoreException.class);
    }

    @Test
    void writes_what_survives_a_power_cut() throws SQLException {
        openAndClose(folder);
        assertThat(query(folder, "PRAGMA journal_mode")).isEqualTo("wal");
    }

    @Test
    void that_a_host_made_by_hand_is_used_as_it_is() throws SQLException {
        run("PRAGMA journal_mode = WAL");
        for (String script : JdbcStore.schema(Dialect.SQLITE)) {
            for (String statement : STATEMENT_END.splitAsStream(script).toList()) {
                run(statement);
            }
        }
        openAndClose(folder);
        assertThat(query(folder, "SELECT COUNT(*) FROM triggered_schema")).isEqualTo("1");
    }

    @Test
    void is_not_made_where_a_folder_stands_in_place_of_the_file() throws IOException {
        Files.createDirectory(folder.resolve("triggered.db"));
        assertThatThrownBy(() -> openAndClose(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("the store in " + folder, "cannot be opened")
                .matches(e -> !((StoreException) e).retryable());
        Files.delete(folder.resolve("triggered.db"));
        assertThatCode(() -> openAndClose(folder)).doesNotThrowAnyException();
    }

    private static void openAndClose(Path folder) {
        try (MailStore store = JdbcStore.embedded(folder)) {
            store.open(ManualClock.at(Letters.START), Waker.none());
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("triggered.db"));
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Path folder, String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("triggered.db"));
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getString(1);
        }
    }
}
