package dev.triggered.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.jdbc.Dialect;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.spi.Dispatcher;
import dev.triggered.templates.MustacheTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Places orders in a PostgreSQL database, each together with its confirmation: both are there, or neither is. */
final class OrderService {
    private static final ExternalEvent orderPlaced =
            ExternalEvent.named("order-placed").carries("order", Order.class);

    private final DataSource dataSource;
    private final TriggeredMail mail;

    OrderService(DataSource dataSource, TriggeredMail mail) {
        this.dataSource = dataSource;
        this.mail = mail;
    }

    /** Returns a pool: the store keeps one connection and borrows at most six more, and the shop has five for itself. */
    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(7 + 5);
        return new HikariDataSource(config);
    }

    /** Starts to send from the database that the orders are in. */
    static TriggeredMail start(DataSource dataSource, Dispatcher dispatcher) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.onClasspath("mail"))
                .dispatcher(dispatcher)
                .store(JdbcStore.on(dataSource))
                .stream(MailStream.named("order-confirmation")
                        .on(orderPlaced)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .template("order-confirmation")
                        .build())
                .start();
    }

    /** Writes the scripts of the store's tables where a tool for migrations looks for them. */
    static void writeMigrations(Path folder) throws IOException {
        List<String> scripts = JdbcStore.schema(Dialect.POSTGRESQL);
        for (int i = 0; i < scripts.size(); i++) {
            Files.writeString(folder.resolve("V" + (i + 1) + "__triggered.sql"), scripts.get(i));
        }
    }

    /** Places an order and has it confirmed; when this throws, there is no order and no mail. */
    void place(Order order, String email) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, order);
                mail.in(connection)
                        .trigger(
                                orderPlaced,
                                Trigger.to(email).with("order", order).id("order-" + order.number()))
                        .orThrow();
                insertItems(connection, order);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void insert(Connection connection, Order order) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO shop_order (number, customer) VALUES (?, ?)")) {
            statement.setString(1, order.number());
            statement.setString(2, order.customer());
            statement.executeUpdate();
        }
    }

    private static void insertItems(Connection connection, Order order) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO shop_item (order_number, name, quantity) VALUES (?, ?, ?)")) {
            for (Order.Item item : order.items()) {
                statement.setString(1, order.number());
                statement.setString(2, item.name());
                statement.setInt(3, item.quantity());
                statement.executeUpdate();
            }
        }
    }
}
