package dev.triggered.examples.crash;

import dev.triggered.jdbc.JdbcStore;
import dev.triggered.spi.MailStore;
import java.nio.file.Path;

/** The durable store at an address: a folder, or a JDBC URL. */
final class Stores {
    private Stores() {}

    static MailStore at(String address) {
        return address.startsWith("jdbc:") ? onDatabase(address) : JdbcStore.embedded(Path.of(address));
    }

    private static MailStore onDatabase(String url) {
        throw new UnsupportedOperationException("the store on PostgreSQL is not there yet: " + url);
    }
}
