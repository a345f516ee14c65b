package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Program;
import dev.triggered.automation.Standing;
import dev.triggered.testkit.CapturedMail;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a contact goes through a program, day by day. */
class ProgramFlowTest {
    private final Club club = new Club();

    private static Program.Builder doubleOptIn() {
        return Program.named("double-opt-in")
                .startsOn(Club.JOINED)
                .send("ask", "ask")
                .waitFor("confirmed", Club.CONFIRMED, Duration.ofDays(3), "too-late")
                .send("greet", "welcome")
                .wait("a-week", Duration.ofDays(7))
                .send("help", "tips")
                .exit("done")
                .exit("too-late");
    }

    private static Program.Builder reminder() {
        return Program.named("reminder")
                .startsOn(Club.JOINED)
                .wait("a-while", Duration.ofHours(1))
                .send("remind", "bill")
                .exitOn(Club.PAID);
    }

    @Test
    void walks_through_a_week_in_a_moment() {
        try (club) {
            club.with(doubleOptIn()).open();
            club.knows(Club.JANE, MarketingOptIn.NOT_GIVEN);
            EnrolmentId id = club.join(Club.JANE);
            club.awaitAt(id, "confirmed");

            club.clock.advance(Duration.ofDays(1));
            club.knows(Club.JANE, MarketingOptIn.GIVEN);
            club.mail().trigger(Club.CONFIRMED, Trigger.to("JANE@example.com").with("code", "x-1"));
            club.awaitAt(id, "a-week");
            club.clock.advance(Duration.ofDays(7));
            club.awaitEnd(id, Standing.COMPLETED);

            assertThat(club.mails(3))
                    .containsExactly(
                            "ask to jane@example.com", "tips to jane@example.com", "welcome to jane@example.com");
            assertThat(club.dispatcher.mails())
                    .filteredOn(mail -> mail.subject().equals("tips"))
                    .extracting(CapturedMail::text)
                    .containsExactly("Jay, x-1");
            assertThat(club.story(id))
                    .containsExactly(
                            "ask MAIL_TRIGGERED",
                            "confirmed EVENT_ARRIVED: confirmed",
                            "greet MAIL_TRIGGERED",
                            "a-week TIME_IS_UP",
                            "help MAIL_TRIGGERED",
                            "done COMPLETED");
        }
    }

    @Test
    void takes_another_way_when_the_event_does_not_come_in_time() {
        try (club) {
            club.with(doubleOptIn()).open();
            EnrolmentId id = club.join(Club.JANE);
            club.awaitAt(id, "confirmed");
            club.clock.advance(Duration.ofDays(3).minusMillis(1));
            assertThat(club.enrolment(id).position().standing()).isEqualTo(Standing.WAITING);
            club.clock.advance(Duration.ofMillis(1));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.story(id))
                    .containsExactly("ask MAIL_TRIGGERED", "confirmed TIME_IS_UP", "too-late COMPLETED");
            assertThat(club.mails(1)).containsExactly("ask to jane@example.com");
        }
    }

    @Test
    void cancels_the_reminder_when_the_customer_has_paid() {
        try (club) {
            club.with(reminder()).open();
            EnrolmentId jane = club.join(Club.JANE);
            EnrolmentId john = club.join("john@example.com");
            club.awaitAt(jane, "a-while");
            club.awaitAt(john, "a-while");
            club.mail().trigger(Club.PAID, Trigger.to(Club.JANE));
            club.clock.advance(Duration.ofHours(1));
            club.awaitEnd(jane, Standing.EXITED);
            club.awaitEnd(john, Standing.COMPLETED);
            assertThat(club.story(jane)).containsExactly("a-while EXITED: paid");
            assertThat(club.mails(1)).containsExactly("bill to john@example.com");
        }
    }

    @Test
    void only_the_first_mail_ignores_the_opt_in() {
        try (club) {
            club.with(Program.named("series")
                            .startsOn(Club.JOINED)
                            .send("first", "welcome")
                            .wait("a-day", Duration.ofDays(1))
                            .send("second", "welcome")
                            .wait("another-day", Duration.ofDays(1))
                            .send("third", "welcome"))
                    .open();
            club.knows(Club.JANE, MarketingOptIn.NOT_GIVEN);
            EnrolmentId id = club.join(Club.JANE);
            club.awaitAt(id, "a-day");
            club.clock.advance(Duration.ofDays(1));
            club.awaitAt(id, "another-day");
            club.knows(Club.JANE, MarketingOptIn.GIVEN);
            club.clock.advance(Duration.ofDays(1));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.story(id))
                    .containsExactly(
                            "first MAIL_TRIGGERED",
                            "a-day TIME_IS_UP",
                            "second MAIL_SKIPPED: the marketing opt-in is NOT_GIVEN",
                            "another-day TIME_IS_UP",
                            "third MAIL_TRIGGERED",
                            "third COMPLETED");
            assertThat(club.mails(2)).hasSize(2);
        }
    }

    @Test
    void an_event_that_came_before_its_wait_counts_once() {
        try (club) {
            club.with(Program.named("early")
                            .startsOn(Club.JOINED)
                            .wait("a-day", Duration.ofDays(1))
                            .waitFor("first", Club.CONFIRMED, Duration.ofDays(1), "")
                            .waitFor("second", Club.CONFIRMED, Duration.ofDays(1), ""))
                    .open();
            EnrolmentId id = club.join(Club.JANE);
            club.awaitAt(id, "a-day");
            club.mail().trigger(Club.CONFIRMED, Trigger.to(Club.JANE));
            club.clock.advance(Duration.ofDays(1));
            club.awaitAt(id, "second");
            club.mail().trigger(Club.CONFIRMED, Trigger.to(Club.JANE));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.story(id))
                    .containsExactly(
                            "a-day TIME_IS_UP",
                            "first EVENT_ARRIVED: confirmed",
                            "second EVENT_ARRIVED: confirmed",
                            "second COMPLETED");
        }
    }

    @Test
    void decides_on_the_data_and_on_the_contact_as_it_is_now() {
        try (club) {
            club.with(Program.named("fork")
                            .startsOn(Club.JOINED)
                            .wait("a-day", Duration.ofDays(1))
                            .decide("rich", who -> who.event().number("total").isPresent(), "agreed", "poor")
                            .decide(
                                    "agreed",
                                    who -> who.contact().marketingOptIn() == MarketingOptIn.GIVEN,
                                    "greet",
                                    "poor")
                            .send("greet", "welcome")
                            .exit("poor"))
                    .open();
            EnrolmentId jane = club.join(Club.JANE);
            EnrolmentId john = club.join("john@example.com");
            EnrolmentId poor =
                    club.join(Trigger.to("poor@example.com")).enrolmentId().orElseThrow();
            club.awaitAt(jane, "a-day");
            club.awaitAt(john, "a-day");
            club.awaitAt(poor, "a-day");
            club.knows(Club.JANE, MarketingOptIn.GIVEN);
            club.clock.advance(Duration.ofDays(1));
            club.awaitEnd(jane, Standing.COMPLETED);
            club.awaitEnd(john, Standing.COMPLETED);
            club.awaitEnd(poor, Standing.COMPLETED);
            assertThat(club.story(jane))
                    .containsExactly(
                            "a-day TIME_IS_UP",
                            "rich DECIDED: yes, on to 'agreed'",
                            "agreed DECIDED: yes, on to 'greet'",
                            "greet MAIL_TRIGGERED",
                            "poor COMPLETED");
            assertThat(club.story(john)).contains("agreed DECIDED: no, on to 'poor'");
            assertThat(club.story(poor)).contains("rich DECIDED: no, on to 'poor'");
        }
    }

    @Test
    void sends_the_same_mail_again_each_time_a_loop_comes_to_it() {
        AtomicInteger rounds = new AtomicInteger();
        try (club) {
            club.with(Program.named("nagging")
                            .startsOn(Club.JOINED)
                            .send("nag", "welcome")
                            .wait("a-day", Duration.ofDays(1))
                            .decide("enough", who -> rounds.incrementAndGet() == 3, "", "nag"))
                    .open();
            club.knows(Club.JANE, MarketingOptIn.GIVEN);
            EnrolmentId id = club.join(Club.JANE);
            for (int day = 0; day < 3; day++) {
                club.awaitAt(id, "a-day");
                club.clock.advance(Duration.ofDays(1));
                club.awaitEntries(id, 3 * (day + 1));
            }
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.mails(3)).hasSize(3);
        }
    }

    @Test
    void a_suppressed_address_gets_no_mail_of_a_program() {
        try (club) {
            club.with(Program.named("careful")
                            .startsOn(Club.JOINED)
                            .send("ask", "ask")
                            .wait("a-day", Duration.ofDays(1))
                            .send("greet", "welcome"))
                    .open();
            club.knows(Club.JANE, MarketingOptIn.GIVEN);
            EnrolmentId id = club.join(Club.JANE);
            club.awaitAt(id, "a-day");
            club.mail().suppressions().add(Club.JANE, SuppressionReason.HARD_BOUNCE);
            club.clock.advance(Duration.ofDays(1));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.story(id)).anyMatch(entry -> entry.startsWith("greet MAIL_REFUSED: SUPPRESSED: "));
            assertThat(club.mails(1)).containsExactly("ask to jane@example.com");
        }
    }

    @Test
    void a_refused_mail_is_recorded_and_the_program_goes_on() {
        try (club) {
            club.with(Program.named("bad")
                            .startsOn(Club.JOINED)
                            .send("ask", "ask")
                            .send("greet", "welcome"))
                    .open();
            club.knows(Club.JANE, MarketingOptIn.GIVEN);
            EnrolmentId id = club.join(Trigger.to(Club.JANE)).enrolmentId().orElseThrow();
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.story(id))
                    .satisfiesExactly(
                            refused -> assertThat(refused)
                                    .startsWith("ask MAIL_REFUSED: MISSING_DATA: missing: event.link"),
                            greeted -> assertThat(greeted).isEqualTo("greet MAIL_TRIGGERED"),
                            done -> assertThat(done).isEqualTo("greet COMPLETED"));
        }
    }

    @Test
    void keeps_the_options_of_the_trigger() {
        try (club) {
            club.with(reminder()).open();
            Trigger later = Club.trigger(Club.JANE)
                    .notBefore(club.clock.instant().plus(Duration.ofDays(1)))
                    .expiresAt(club.clock.instant().plus(Duration.ofDays(1)).plusSeconds(1))
                    .locale(Locale.GERMAN);
            EnrolmentId id = club.join(later).enrolmentId().orElseThrow();
            assertThat(club.enrolment(id).position().standing()).isEqualTo(Standing.READY);
            club.clock.advance(Duration.ofDays(1));
            club.awaitAt(id, "a-while");
            club.clock.advance(Duration.ofHours(1));
            club.awaitEnd(id, Standing.COMPLETED);
            MessageId message = new MessageId(club.mail()
                    .programs()
                    .find(id)
                    .orElseThrow()
                    .entries()
                    .get(1)
                    .note());
            Club.await(
                    "the mail to expire",
                    () -> club.mail().messages().find(message).orElseThrow().state() == MessageState.EXPIRED);
        }
    }

    @Test
    void a_contact_that_comes_with_an_awaited_event_takes_the_place_of_the_one_before() {
        try (club) {
            club.with(doubleOptIn()).open();
            EnrolmentId id = club.join(Club.JANE);
            club.awaitAt(id, "confirmed");
            Contact agreed = Contact.of(Club.JANE).with("nick", "J").marketingOptIn(MarketingOptIn.GIVEN);
            club.mail().trigger(Club.CONFIRMED, Trigger.to(agreed).with("code", 7));
            club.awaitAt(id, "a-week");
            assertThat(club.mails(2)).containsExactly("ask to jane@example.com", "welcome to jane@example.com");
        }
    }

    @Test
    void takes_no_step_after_closing() {
        club.with(reminder()).open();
        EnrolmentId id = club.join(Club.JANE);
        club.awaitAt(id, "a-while");
        club.close();
        club.clock.advance(Duration.ofHours(2));
        assertThat(club.enrolment(id).position().standing()).isEqualTo(Standing.WAITING);
    }
}
