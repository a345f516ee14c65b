package dev.triggered.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.spi.MailStore;
import dev.triggered.testkit.ProgramStoreContract;
import org.junit.jupiter.api.AfterEach;

/** Each test has a schema of its own, in one database. */
class PostgresProgramsTest extends ProgramStoreContract {
    private HikariDataSource pool;

    @Override
    protected MailStore createStore() {
        pool = SchemaPool.open();
        return JdbcStore.on(pool);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }
}
