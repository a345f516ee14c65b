package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.InMemoryStore;
import dev.triggered.MailSettings;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Standing;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/programs.md}, by a clock that is turned by hand. */
class ProgramsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "programs.md");
    private static final Duration DAY = Duration.ofDays(1);

    private final ManualClock clock = ManualClock.at("2026-03-01T09:00:00Z");
    private final CapturingDispatcher dispatcher = CapturingDispatcher.create();
    private final DoubleOptIn letter = new DoubleOptIn(
            dispatcher, InMemoryStore.create(), MailSettings.standard().time(clock), DAY);

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(DoubleOptIn.class);

        try (letter) {
            assertThat(Snippets.statements(Files.readString(GUIDE)))
                    .hasSize(6)
                    .allSatisfy(statement -> assertThat(source).contains(statement));
        }
    }

    @Test
    void a_reader_who_confirms_is_welcomed_and_shown_around_a_week_later() {
        try (letter) {
            EnrolmentId jane = letter.signUp("jane@example.com", "https://acme.example/confirm/1");
            awaitWaiting(jane, "confirmed");
            clock.advance(DAY);
            letter.confirm("jane@example.com");
            awaitWaiting(jane, "a-week");
            clock.advance(DAY.multipliedBy(7));

            assertThat(dispatcher.awaitMails(3))
                    .extracting(CapturedMail::subject)
                    .containsExactlyInAnyOrder(
                            "Did you sign up for the Acme letter?", "Welcome", "Your first week with us");
            await(jane, Standing.COMPLETED);
        }
    }

    @Test
    void a_reader_who_does_not_confirm_is_left_alone() {
        try (letter) {
            EnrolmentId jane = letter.signUp("jane@example.com", "https://acme.example/confirm/1");
            awaitWaiting(jane, "confirmed");
            clock.advance(DAY.multipliedBy(3));
            await(jane, Standing.COMPLETED);

            assertThat(dispatcher.awaitMail().text()).contains("https://acme.example/confirm/1");
            assertThat(history(jane).entries())
                    .extracting(HistoryEntry::happening)
                    .containsExactly(Happening.MAIL_TRIGGERED, Happening.TIME_IS_UP, Happening.COMPLETED);
        }
    }

    @Test
    void a_reader_who_unsubscribes_is_written_to_no_more() {
        try (letter) {
            EnrolmentId jane = letter.signUp("jane@example.com", "https://acme.example/confirm/1");
            awaitWaiting(jane, "confirmed");
            letter.confirm("jane@example.com");
            awaitWaiting(jane, "a-week");
            letter.unsubscribe("jane@example.com");
            await(jane, Standing.EXITED);
            clock.advance(DAY.multipliedBy(30));

            assertThat(dispatcher.awaitMails(2)).hasSize(2);
        }
    }

    @Test
    void readers_can_be_looked_at_moved_and_taken_out() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (letter) {
            EnrolmentId jane = letter.signUp("jane@example.com", "https://acme.example/confirm/1");
            EnrolmentId john = letter.signUp("john@example.com", "https://acme.example/confirm/2");
            awaitWaiting(jane, "confirmed");
            awaitWaiting(john, "confirmed");
            letter.print(jane, new PrintStream(out, true, StandardCharsets.UTF_8));
            letter.help(jane, john);
            awaitWaiting(jane, "a-week");
            await(john, Standing.TAKEN_OUT);
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "letter: {ask=0, confirmed=2, greet=0, a-week=0, is-new=0, show-around=0, done=0, too-late=0}",
                        "jane@example.com until 2026-03-04T09:00:00Z",
                        "ask MAIL_TRIGGERED ");
    }

    @Test
    void the_demo_runs_in_seconds() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (letter) {
            DoubleOptIn.run(Duration.ofSeconds(1), new PrintStream(out, true, StandardCharsets.UTF_8));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sent: double-opt-in", "sent: welcome", "sent: first-steps", "show-around MAIL_TRIGGERED");
    }

    private EnrolmentHistory history(EnrolmentId id) {
        return letter.mail().programs().find(id).orElseThrow();
    }

    private void awaitWaiting(EnrolmentId id, String step) {
        Awaitility.await(step)
                .until(() -> history(id).enrolment().position().standing() == Standing.WAITING
                        && history(id).enrolment().position().step().equals(step));
    }

    private void await(EnrolmentId id, Standing standing) {
        Awaitility.await(standing.name())
                .until(() -> history(id).enrolment().position().standing() == standing);
    }
}
