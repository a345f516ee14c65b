package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/bridge.md}, and the example that it is taken from. */
class BridgeGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "bridge.md");

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(BridgeDemo.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void a_client_of_the_other_system_triggers_a_mail_that_arrives() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        BridgeDemo.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"email_ids\":[777]", "\"errors\":{\"L-2\":{\"2008\":", "Your order 4711 is on its way.");
    }
}
