package dev.triggered.jdbc;

import dev.triggered.spi.MailStore;
import java.nio.file.Path;

/**
 * A durable store: what was accepted outlives the process, whatever ends it.
 *
 * <p>What was claimed and not begun when the process ended waits again at the next start. What was begun may have been sent: its
 * history gets an attempt that ended as uncertain, and its stream's {@link dev.triggered.WhenUncertain} says whether it is sent
 * again, under the same Message-ID.
 */
public final class JdbcStore {
    private JdbcStore() {}

    /**
     * Returns a store in a folder of its own, which needs no server (SQLite). Each call that keeps something returns when it is on
     * the disk; calls that come in together share a write.
     *
     * <p>One process owns the folder while the store is open. Another one that opens it gets a
     * {@link dev.triggered.StoreException} that names the owner. The folder is made where there is none. It must not be on a
     * network file system.
     *
     * @param folder where the store keeps its files
     * @return the store, not opened yet
     */
    public static MailStore embedded(Path folder) {
        return new SqlMailStore(new EmbeddedDatabase(folder));
    }
}
