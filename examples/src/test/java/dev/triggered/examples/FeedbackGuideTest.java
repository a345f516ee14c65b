package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/feedback.md}, and the example that it is taken from. */
class FeedbackGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "feedback.md");

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(ReportedBounce.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(5)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void it_names_each_class_each_proof_and_each_verdict() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(BounceClass.values())
                .filteredOn(each -> each != BounceClass.NOT_A_BOUNCE)
                .allSatisfy(each -> assertThat(guide).contains("`" + each + "`"));
        assertThat(Proof.values()).allSatisfy(each -> assertThat(guide).contains("`" + each + "`"));
        assertThat(FeedbackVerdict.values())
                .allSatisfy(each -> assertThat(guide).contains("`" + each + "`"));
    }

    @Test
    void a_mail_that_came_back_is_in_the_story_and_the_next_one_is_refused() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        ReportedBounce.run(InstantSource.system(), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "SUPPRESSED", "USER_UNKNOWN: 550 5.1.1 no such user", "SUPPRESSED", "jane@example.com BOUNCED");
    }
}
