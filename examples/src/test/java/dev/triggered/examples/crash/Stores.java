package dev.triggered.examples.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.spi.MailStore;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

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
        return on(new HikariDataSource(pool), lease);
    }

    private static MailStore on(DataSource database, Duration lease) {
        throw new UnsupportedOperationException("there is no store on PostgreSQL yet: " + database + ", " + lease);
    }
}
