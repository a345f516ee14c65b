package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SuppressionReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/suppressions.md}, and the example that it is taken from. */
class SuppressionsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "suppressions.md");

    @TempDir
    private Path folder;

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(SparedAddresses.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(7)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void its_table_names_each_reason_and_whether_the_switch_lifts_it() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(SuppressionReason.values())
                .allSatisfy(reason -> assertThat(guide)
                        .containsPattern("\\| `" + reason + "`[^|]*\\| blocked \\| "
                                + (reason.isLiftable() ? "sent" : "blocked")));
    }

    @Test
    void nobody_is_written_to_who_must_not_be_until_the_switch_is_on() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        SparedAddresses.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "jane@example.com by 'shipping-notice': SUPPRESSED (the address must not be written to: a mail to"
                                + " it was reported as spam, and the transactional opt-in is off)",
                        "new: true",
                        "1 added, 1 refused",
                        "line 3: an address has an @: 'no address'",
                        "3 written",
                        "jane@example.com SPAM_COMPLAINT by application",
                        "joe@example.com TRIGGERED_BLOCKLIST by bounces",
                        "ACCEPTED",
                        "switched on by ana");
    }
}
