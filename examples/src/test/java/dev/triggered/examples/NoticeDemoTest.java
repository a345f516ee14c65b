package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.BroadcastProgress;
import dev.triggered.BroadcastProgress.Counts;
import dev.triggered.BroadcastProgress.Outlook;
import dev.triggered.BroadcastState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code docs/broadcasts.md}, and its code. */
class NoticeDemoTest {
    private static final int PEOPLE = 40;
    private static final Path GUIDE = Path.of("..", "docs", "broadcasts.md");

    @TempDir
    private Path folder;

    @Test
    void the_code_of_the_guide_is_code_that_compiles() throws IOException {
        List<String> statements = Snippets.statements(Files.readString(GUIDE));
        String source = Snippets.source(NoticeDemo.class);

        assertThat(statements)
                .hasSize(2)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void writes_to_each_customer_once_says_to_whom_it_does_not_and_does_nothing_the_second_time() throws Exception {
        String first = run();

        assertThat(first)
                .contains("not written to: line 8, edith@: ")
                .contains("not written to: line 22: the row has 2 values, and the header names 6")
                .containsPattern("not written to: line \\d+, radia@example.com: missing: event.service")
                .contains("DONE: {SENT=37}")
                .contains("37 of 37")
                .contains("1 twice, 3 rejected, DONE");
        assertThat(run()).contains("DONE: {SENT=37}").doesNotContain("not written to");
    }

    @Test
    void the_bar_shows_what_is_known() {
        Counts counts = new Counts(5_000, 4_000, 12, 3, 0);

        assertThat(ProgressBar.line(new BroadcastProgress(
                        BroadcastState.RUNNING,
                        counts,
                        1_500,
                        new Outlook(120.4, OptionalLong.of(10_000), Optional.of(Duration.ofSeconds(62))))))
                .isEqualTo("[#######.......................]  25 % 2,500 of 10,000, 120/s, 1 min 2 s left,"
                        + " 12 twice, 3 rejected, RUNNING");
        assertThat(ProgressBar.line(new BroadcastProgress(
                        BroadcastState.PAUSED,
                        new Counts(10, 10, 0, 0, 0),
                        10,
                        new Outlook(0, OptionalLong.empty(), Optional.empty()))))
                .isEqualTo("[??????????????????????????????]  ?? % 0, 0/s, PAUSED");
    }

    private String run() throws InterruptedException, URISyntaxException {
        Path customers = Path.of(NoticeDemo.class.getResource("/customers.csv").toURI());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LocalMailbox mailbox = new LocalMailbox()) {
            BroadcastState end = NoticeDemo.run(
                    customers,
                    folder.resolve("data"),
                    mailbox.relay(),
                    10 * PEOPLE,
                    new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(end).isEqualTo(BroadcastState.DONE);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
