package dev.triggered.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.spi.MailStore;
import dev.triggered.testkit.MailStoreContract;
import org.junit.jupiter.api.AfterEach;

class PostgresStoreTest extends MailStoreContract {
    private HikariDataSource pool;

    @Override
    protected MailStore createStore() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(PostgresServer.emptyDatabase());
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
