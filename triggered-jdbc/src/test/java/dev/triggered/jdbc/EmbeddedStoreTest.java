package dev.triggered.jdbc;

import dev.triggered.spi.MailStore;
import dev.triggered.testkit.MailStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends MailStoreContract {
    @TempDir
    Path folder;

    @Override
    protected MailStore createStore() {
        return JdbcStore.embedded(folder.resolve("store"));
    }
}
