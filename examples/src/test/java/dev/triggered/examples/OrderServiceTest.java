package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.RefusedException;
import dev.triggered.TriggeredMail;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderServiceTest {
    private static final String TABLES = """
            CREATE TABLE shop_order (number text PRIMARY KEY, customer text NOT NULL);
            CREATE TABLE shop_item (
                order_number text NOT NULL REFERENCES shop_order, name text NOT NULL, quantity integer CHECK (quantity > 0))""";

    private final CapturingDispatcher dispatcher = CapturingDispatcher.create();
    private EmbeddedPostgres server;
    private HikariDataSource pool;
    private TriggeredMail mail;
    private OrderService orders;

    @BeforeEach
    void start() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        pool = OrderService.pool(server.getJdbcUrl("postgres", "postgres"));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
        mail = OrderService.start(pool, dispatcher);
        orders = new OrderService(pool, mail);
    }

    @AfterEach
    void stop() throws IOException {
        mail.close();
        pool.close();
        server.close();
    }

    @Test
    void an_order_that_is_committed_is_confirmed() throws SQLException {
        orders.place(order("4711", 2), "jane@example.com");

        assertThat(dispatcher.awaitMail().subject()).isEqualTo("Your order 4711");
        assertThat(placed()).containsExactly("4711");
    }

    @Test
    void an_order_that_is_rolled_back_is_not_confirmed() throws SQLException {
        assertThatThrownBy(() -> orders.place(order("4711", 0), "jane@example.com"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("shop_item_quantity_check");
        orders.place(order("4712", 1), "jane@example.com");

        assertThat(dispatcher.awaitMail().subject()).isEqualTo("Your order 4712");
        mail.close();
        assertThat(dispatcher.mails()).extracting(CapturedMail::subject).containsExactly("Your order 4712");
        assertThat(placed()).containsExactly("4712");
    }

    @Test
    void an_order_that_failed_may_be_placed_again_under_the_same_number() throws SQLException {
        assertThatThrownBy(() -> orders.place(order("4711", 0), "jane@example.com"))
                .isInstanceOf(SQLException.class);
        orders.place(order("4711", 2), "jane@example.com");

        assertThat(dispatcher.awaitMail().subject()).isEqualTo("Your order 4711");
    }

    @Test
    void an_order_that_cannot_be_confirmed_is_not_placed() throws SQLException {
        assertThatThrownBy(() -> orders.place(order("4711", 2), "no address"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("INVALID_ADDRESS");

        assertThat(placed()).isEmpty();
    }

    private List<String> placed() throws SQLException {
        List<String> numbers = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM shop_order ORDER BY number")) {
            while (rows.next()) {
                numbers.add(rows.getString(1));
            }
        }
        return numbers;
    }

    private static Order order(String number, int quantity) {
        return new Order(
                number,
                "Jane Doe",
                LocalDate.of(2026, 3, 14),
                List.of(new Order.Item("Espresso cup", quantity, new BigDecimal("12.50"))));
    }
}
