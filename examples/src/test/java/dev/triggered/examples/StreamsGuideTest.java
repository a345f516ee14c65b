package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/streams.md}, and the example that it is taken from. */
class StreamsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "streams.md");

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(LiveEdit.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(4)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void what_was_triggered_while_the_stream_was_paused_goes_out_mended() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        LiveEdit.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "paused by jane: nothing more goes out", "the next one is HELD", "RESUMED by jane, version 2")
                .contains("PUBLISHED by jane, version 2", "CREATED by code, version 1");
    }
}
