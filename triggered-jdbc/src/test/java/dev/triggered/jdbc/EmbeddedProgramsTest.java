package dev.triggered.jdbc;

import dev.triggered.spi.MailStore;
import dev.triggered.testkit.ProgramStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedProgramsTest extends ProgramStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected MailStore createStore() {
        return JdbcStore.embedded(folder);
    }
}
