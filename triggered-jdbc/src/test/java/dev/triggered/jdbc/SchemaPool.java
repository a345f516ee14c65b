package dev.triggered.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Pools of connections, each to an empty schema of its own, in one database. */
final class SchemaPool {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final DataSource DATABASE = PostgresServer.emptyDatabase();

    private SchemaPool() {}

    static HikariDataSource open() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        PostgresServer.execute(DATABASE, "CREATE SCHEMA " + schema);
        HikariConfig config = new HikariConfig();
        config.setDataSource(DATABASE);
        config.setSchema(schema);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
