package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Purpose;
import dev.triggered.Tracking;
import dev.triggered.feedback.ClientFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/tracking.md}, and the example that it is taken from. */
class TrackingGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "tracking.md");

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(TrackedLinks.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(5)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void it_names_each_setting_each_client_and_each_purpose_that_is_never_tracked() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(Tracking.values()).allSatisfy(each -> assertThat(guide).contains("`" + each + "`"));
        assertThat(ClientFamily.values()).allSatisfy(each -> assertThat(guide).contains("`" + each + "`"));
        assertThat(Arrays.stream(Purpose.values()).filter(Purpose::carriesSecrets))
                .allSatisfy(each -> assertThat(guide).contains("`" + each + "`"));
    }

    @Test
    void a_reader_gets_where_a_link_leads_and_nowhere_by_a_forged_one() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        TrackedLinks.run(
                InstantSource.offset(InstantSource.system(), Duration.ofHours(1)),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("302 https://shop.acme.example/orders/4711", "404 nowhere", "link 1: PERSON, BROWSER");
    }
}
