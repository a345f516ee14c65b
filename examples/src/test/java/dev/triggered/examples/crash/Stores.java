package dev.triggered.examples.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.spi.MailStore;
import java.nio.file.Path;
import java.time.Duration;

/** The durable store of a {@link Site}. */
final class Stores {
    private static final int CONNECTIONS = 8;

    private Stores() {}

    /** Returns the store in a folder, or on the database at a JDBC URL. */
    static MailStore at(String address, Duration lease) {
        if (!address.startsWith("jdbc:")) {
            return JdbcStore.embedded(Path.of(address));
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(address);
        pool.setMaximumPoolSize(CONNECTIONS);
        return JdbcStore.on(new HikariDataSource(pool), lease);
    }
}
