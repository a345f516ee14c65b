package dev.triggered.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.spi.MailStore;
import dev.triggered.testkit.MailStoreContract;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** Each test has a schema of its own, in one database. */
class PostgresStoreTest extends MailStoreContract {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final DataSource DATABASE = PostgresServer.emptyDatabase();

    private HikariDataSource pool;

    @Override
    protected MailStore createStore() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        PostgresServer.execute(DATABASE, "CREATE SCHEMA " + schema);
        HikariConfig config = new HikariConfig();
        config.setDataSource(DATABASE);
        config.setSchema(schema);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
        return JdbcStore.on(pool);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }
}
