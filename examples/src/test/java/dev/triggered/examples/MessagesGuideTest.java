package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.CancelVerdict;
import dev.triggered.RetryVerdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/messages.md}, and the example that it is taken from. */
class MessagesGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "messages.md");

    @TempDir
    private Path folder;

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(MendedRelay.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(5)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void its_tables_name_each_verdict() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(RetryVerdict.values())
                .allSatisfy(verdict -> assertThat(guide).contains("`" + verdict + "`"));
        assertThat(CancelVerdict.values())
                .allSatisfy(verdict -> assertThat(guide).contains("`" + verdict + "`"));
    }

    @Test
    void what_failed_is_sent_again_and_what_was_called_back_is_not() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        MendedRelay.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(7)
                .contains(
                        "jane@example.com FAILED 4.4.1",
                        "joe@example.com FAILED 4.4.1",
                        "QUEUED",
                        "1 retried, 0 not",
                        "CANCELLED: cancelled by ana",
                        "true");
    }
}
