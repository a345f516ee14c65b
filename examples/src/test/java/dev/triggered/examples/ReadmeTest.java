package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    @Test
    void the_code_of_the_readme_is_code_that_compiles() throws IOException {
        List<String> statements = Snippets.statements(Files.readString(README));
        String source = Snippets.source(ReadmeExample.class, OrderService.class);

        assertThat(statements)
                .hasSize(3)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void running_code_stands_near_the_top_of_the_readme() throws IOException {
        assertThat(Files.readAllLines(README).subList(0, 15)).anyMatch(line -> line.startsWith("TriggeredMail mail ="));
    }

    @Test
    void each_of_the_two_commands_stands_alone_under_its_heading() throws IOException {
        String readme = Files.readString(README);
        for (String heading : List.of("Run it", "Test it")) {
            int from = readme.indexOf("\n## " + heading + "\n");
            assertThat(from).as(heading).isPositive();
            int to = readme.indexOf("\n## ", from + 1);

            assertThat(Snippets.blocks(readme.substring(from, to), "sh"))
                    .as(heading)
                    .singleElement()
                    .satisfies(block -> assertThat(block.lines()).hasSize(1));
        }
    }

    @Test
    void the_code_of_the_readme_accepts_a_trigger(@TempDir Path folder) throws IOException {
        ReadmeExample example = new ReadmeExample();
        Path invoice = Files.writeString(folder.resolve("invoice.pdf"), "%PDF-1.4");
        Order order = new Order(
                "1", "Jane", LocalDate.of(2026, 1, 1), List.of(new Order.Item("Cup", 1, new BigDecimal("12.50"))));
        try (TriggeredMail mail = example.start("secret")) {
            TriggerReceipt receipt = example.trigger(mail, order, invoice);

            assertThat(receipt.answers())
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.verdict()).isEqualTo(Verdict.ACCEPTED));
        }
    }
}
