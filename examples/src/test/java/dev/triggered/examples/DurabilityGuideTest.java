package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.report.Measure;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.testkit.CapturingDispatcher;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code and the SQL of {@code docs/durability.md}, on a database whose tables were made by a host. */
class DurabilityGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "durability.md");

    @TempDir
    private Path folder;

    private EmbeddedPostgres server;
    private HikariDataSource pool;
    private List<String> sql;

    @BeforeEach
    void start() throws IOException, SQLException {
        sql = Snippets.blocks(Files.readString(GUIDE), "sql");
        server = EmbeddedPostgres.start();
        OrderService.writeMigrations(folder);
        ask(Files.readString(folder.resolve("V1__triggered.sql")));
        ask("CREATE ROLE shop LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        ask(sql.get(0));
        pool = OrderService.pool(server.getJdbcUrl("shop", "postgres"));
    }

    @AfterEach
    void stop() throws IOException {
        pool.close();
        server.close();
    }

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(OrderService.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(3)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void its_rights_are_enough_to_keep_and_to_send() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        try (TriggeredMail mail = OrderService.start(pool, dispatcher)) {
            mail.trigger("order-placed", order()).orThrow();

            assertThat(dispatcher.awaitMail().subject()).isEqualTo("Your order 4711");
            assertThat(mail.reports().find(ReportQuery.of(ReportPeriod.DAY, Instant.EPOCH, Instant.MAX)))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.counts().of(Measure.TRIGGERED)).isEqualTo(1));
        }
    }

    @Test
    void its_queries_show_what_waits_and_who_lives() throws SQLException {
        try (TriggeredMail mail = OrderService.start(pool, CapturingDispatcher.create())) {
            mail.trigger("order-placed", later()).orThrow();

            assertThat(ask(sql.get(2))).containsExactly("order-confirmation 1 0 0 null");
            assertThat(ask(sql.get(3)))
                    .singleElement()
                    .asString()
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(ask(sql.get(4))).containsExactly("order-confirmation not ended 1");
        }
    }

    @Test
    void its_restore_ends_what_waits() throws SQLException {
        MessageId message;
        try (TriggeredMail mail = OrderService.start(pool, CapturingDispatcher.create())) {
            TriggerReceipt receipt = mail.trigger("order-placed", later()).orThrow();
            message = receipt.answers().get(0).messageId().orElseThrow();
        }

        ask(sql.get(1));

        try (TriggeredMail mail = OrderService.start(pool, CapturingDispatcher.create())) {
            MessageHistory history = mail.messages().find(message).orElseThrow();
            assertThat(history.state()).isEqualTo(MessageState.UNCERTAIN);
            assertThat(history.note().reason()).isEqualTo("restored from a backup");
        }
        assertThat(ask("SELECT count(*) FROM triggered_payload")).containsExactly("0");
    }

    private static Trigger order() {
        return Trigger.to("jane@example.com").with("order", ShopDemo.order("4711"));
    }

    private static Trigger later() {
        return order().notBefore(Instant.now().plus(Duration.ofHours(1)));
    }

    private List<String> ask(String statements) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (statement.execute(statements)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        List<String> columns = new ArrayList<>();
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            columns.add(rows.getString(i));
                        }
                        found.add(String.join(" ", columns));
                    }
                }
            }
        }
        return found;
    }
}
