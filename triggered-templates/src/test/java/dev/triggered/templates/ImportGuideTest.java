package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.templates.CampaignFault.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/importing.md} shows is so. */
class ImportGuideTest {
    private static final Pattern ROW = Pattern.compile("\n\\| `([%{].*?)` \\| `(\\{.*)` \\|");

    private static String guide() throws IOException {
        return Files.readString(Path.of("../docs/importing.md"));
    }

    @Test
    void shows_what_becomes_of_placeholders() throws IOException {
        List<MatchResult> rows = ROW.matcher(guide()).results().toList();

        assertThat(rows).hasSize(13);
        for (MatchResult row : rows) {
            Findings findings = new Findings("html");
            assertThat(Placeholders.translate(row.group(1).replace("\\|", "|"), Kind.HTML, findings))
                    .isEqualTo(row.group(2));
            assertThat(findings.all()).isEmpty();
        }
    }

    @Test
    void names_every_category_of_faults() throws IOException {
        String guide = guide();

        assertThat(Category.values()).allSatisfy(category -> assertThat(guide).contains("| `" + category + "` |"));
    }
}
