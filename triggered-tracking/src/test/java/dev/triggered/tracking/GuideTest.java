package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.feedback.BounceReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/bounces.md} says is so. */
class GuideTest {
    private static final Pattern ROW = Pattern.compile("(?m)^([A-Z_]+ \\|.*\\|.*\\|.*)$");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("../docs/bounces.md"));
    }

    @Test
    void names_every_reason_in_the_row_of_its_class() throws IOException {
        for (BounceReason reason : BounceReason.values()) {
            String row = "| `" + reason.bounceClass() + "`";
            assertThat(lines())
                    .filteredOn(line -> line.contains("`" + reason + "`") && line.startsWith(row))
                    .as(reason.name())
                    .hasSize(1);
        }
    }

    @Test
    void names_every_kind() throws IOException {
        assertThat(lines())
                .contains("| `ReadingKind` | what it is |")
                .anySatisfy(line -> assertThat(line).startsWith("| `UNKNOWN` |"));
        assertThat(Arrays.stream(ReadingKind.values()).map(kind -> "| `" + kind + "` |"))
                .allSatisfy(row -> assertThat(lines()).anyMatch(line -> line.startsWith(row)));
    }

    @Test
    void shows_rows_as_the_table_has_them() throws IOException {
        List<String> rows = ROW.matcher(String.join("\n", lines()))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(rows).hasSize(2);
        for (String row : rows) {
            List<Phrase> known = PatternTable.load().section("reason").stream()
                    .filter(each -> each.meaning().equals(PatternRow.of(row).meaning())
                            && each.stages().equals(PatternRow.of(row).stages()))
                    .flatMap(each -> each.phrases().stream())
                    .toList();
            assertThat(known).containsAll(PatternRow.of(row).phrases());
        }
    }
}
