package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.report.Measure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/reports.md}, and the example that it is taken from. */
class ReportsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "reports.md");

    @TempDir
    private Path folder;

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(MailReport.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(5)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void its_table_names_each_measure() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(Measure.values()).allSatisfy(measure -> assertThat(guide).contains("`" + measure + "`"));
    }

    @Test
    void what_was_sent_is_told_after_a_restart() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        MailReport.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceAll(" within .*", ""))
                        .distinct())
                .contains(
                        "shipping-notice: 3 triggered, 3 sent, 1 refused",
                        "example.com: 2 sent",
                        "example.org: 1 sent",
                        "2 rows");
        assertThat(Files.readAllLines(folder.resolve("report.csv")))
                .hasSize(3)
                .last()
                .asString()
                .contains(",shipping-notice,1,\"\",example.org,1,1,0,");
    }
}
