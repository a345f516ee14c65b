package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.StoreException;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.io.BufferedReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store at a time owns a folder. */
class SecondOwnerTest {
    @TempDir
    Path folder;

    @Test
    void is_told_who_owns_the_folder_and_gets_it_when_that_process_ends() throws Exception {
        Process owner = StoreProcess.start(folder, 1);
        try (BufferedReader output = StoreProcess.output(owner);
                MailStore store = JdbcStore.embedded(folder)) {
            assertThat(output.readLine()).isEqualTo("open");
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> open(store))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContainingAll("process " + owner.pid(), StoreProcess.class.getName());
            }
            owner.destroyForcibly().waitFor();
            open(store);
            assertThat(store.outbox().nextDue("nobody")).isEmpty();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void in_the_same_process_is_told_so_and_takes_nothing_from_the_first() throws Exception {
        try (MailStore first = JdbcStore.embedded(folder)) {
            open(first);
            try (MailStore second = JdbcStore.embedded(folder)) {
                assertThatThrownBy(() -> open(second))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContainingAll(
                                "in this process",
                                Long.toString(ProcessHandle.current().pid()));
            }
            Process other = StoreProcess.start(folder, 1);
            try (BufferedReader output = StoreProcess.output(other)) {
                assertThat(output.readLine())
                        .as("the other process did not open it")
                        .isNull();
            } finally {
                other.destroyForcibly();
            }
        }
        try (MailStore third = JdbcStore.embedded(folder)) {
            open(third);
        }
    }

    private static void open(MailStore store) {
        store.open(ManualClock.at(Letters.START), Waker.none());
    }
}
