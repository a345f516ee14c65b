package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.spi.MailStore;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite begins a search with the few rows that can be meant, whatever it believes of the sizes of its tables. */
class EmbeddedPlanTest {
    private static final String IN_ORDER = " WHERE m.id >= 'a' AND m.id < 'b' ORDER BY m.id DESC LIMIT 5";

    private final SearchSql sql = new SearchSql(Dialect.SQLITE);

    @TempDir
    Path folder;

    @Test
    void what_has_not_ended_is_looked_up_from_the_queue() {
        assertThat(plan(sql.waiting() + sql.withQueue())).first().isEqualTo("SCAN w");
    }

    @Test
    void the_messages_to_an_address_are_looked_up_by_their_recipient() {
        assertThat(plan(sql.messagesTo().replace("?", "'jane@example.com'") + sql.withQueue()))
                .anyMatch(step -> step.startsWith("SEARCH m USING INDEX triggered_message_recipient"));
    }

    private List<String> plan(String source) {
        EmbeddedDatabase database = new EmbeddedDatabase(folder);
        try (MailStore store = new SqlMailStore(database, Duration.ofDays(7))) {
            store.open(ManualClock.at(START), Waker.none());
            return database.read(session -> session.list(
                    row -> row.getString("detail"), "EXPLAIN QUERY PLAN SELECT m.id FROM " + source + IN_ORDER));
        }
    }
}
