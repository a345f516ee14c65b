package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Program;
import dev.triggered.automation.Standing;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a store, a directory or a decision that fails does to programs. */
class ProgramOutageTest {
    private final ShakyStore store = new ShakyStore();
    private final Club club = new Club().with(store);

    private static Program.Builder greeting() {
        return Program.named("greeting")
                .startsOn(Club.JOINED)
                .wait("a-day", Duration.ofDays(1))
                .send("greet", "welcome");
    }

    private EnrolmentId waiting() {
        club.open();
        EnrolmentId id = club.join(Club.JANE);
        club.awaitAt(id, "a-day");
        return id;
    }

    @Test
    void nothing_is_lost_and_nothing_spins_while_the_store_is_away() {
        try (club) {
            EnrolmentId id = waitingWith(greeting());
            store.failOn("claim enrolments");
            club.clock.advance(Duration.ofDays(1));
            for (int seconds = 0; seconds < 100; seconds += 5) {
                int before = store.programs().failures();
                club.clock.advance(Duration.ofSeconds(5));
                club.join("john" + seconds + "@example.com");
                Club.await("another try", () -> store.programs().failures() > before);
            }
            assertThat(store.programs().failures()).isLessThan(40);
            store.comeBack();
            club.clock.advance(Duration.ofSeconds(5));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.mails(1)).containsExactly("welcome to jane@example.com");
        }
    }

    private EnrolmentId waitingWith(Program.Builder program) {
        club.with(program);
        return waiting();
    }

    @Test
    void a_step_that_was_taken_and_not_kept_sends_nothing_again() {
        try (club) {
            EnrolmentId id = waitingWith(greeting());
            store.failOn("advance");
            club.clock.advance(Duration.ofDays(1));
            assertThat(club.mails(1)).hasSize(1);
            Club.await("a failure", () -> store.programs().failures() > 0);
            assertThat(club.enrolment(id).position().standing()).isEqualTo(Standing.WAITING);
            store.comeBack();
            club.clock.awaitPendingBy(club.clock.instant().plusSeconds(5));
            club.clock.advance(Duration.ofSeconds(5));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.story(id)).containsExactly("a-day TIME_IS_UP", "greet MAIL_TRIGGERED", "greet COMPLETED");
            assertThat(club.dispatcher.attempts()).hasSize(1);
        }
    }

    @Test
    void a_mail_that_the_store_does_not_take_is_triggered_later() {
        try (club) {
            EnrolmentId id = waitingWith(greeting());
            store.failOn("accept");
            club.clock.advance(Duration.ofDays(1));
            club.clock.awaitPendingBy(club.clock.instant().plusSeconds(5));
            assertThat(club.story(id)).isEmpty();
            store.comeBack();
            club.clock.advance(Duration.ofSeconds(5));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.mails(1)).hasSize(1);
        }
    }

    @Test
    void a_trigger_that_programs_cannot_keep_keeps_nothing() {
        try (club) {
            club.with(greeting()).with(Club.stream("bill").on(Club.JOINED)).open();
            store.failOn("enrol");
            assertThatThrownBy(() -> club.mail().trigger(Club.JOINED, Club.trigger(Club.JANE)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.mayBeKept()).isFalse());
            assertThat(store.accepted).isEmpty();
        }
    }

    @Test
    void a_trigger_that_only_programs_have_kept_may_be_kept() {
        try (club) {
            club.with(greeting()).with(Club.stream("bill").on(Club.JOINED)).open();
            store.failOn("accept");
            Trigger trigger = Club.trigger(Club.JANE).id("once");
            assertThatThrownBy(() -> club.mail().trigger(Club.JOINED, trigger))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.mayBeKept()).isTrue());
            store.comeBack();
            assertThat(club.mail().trigger(Club.JOINED, trigger).answers())
                    .extracting(TriggerReceipt.Answer::verdict)
                    .containsExactly(Verdict.ACCEPTED, Verdict.DUPLICATE);
        }
    }

    @Test
    void a_directory_that_fails_delays_its_own_contacts_only() {
        try (club) {
            club.with(greeting()).open();
            club.knows(Club.JANE, MarketingOptIn.GIVEN);
            EnrolmentId jane = club.join(Club.JANE);
            EnrolmentId given = club.join(Trigger.to(Contact.of("john@example.com")))
                    .enrolmentId()
                    .orElseThrow();
            club.awaitAt(jane, "a-day");
            club.awaitAt(given, "a-day");
            club.directoryFault = new IllegalStateException("secret words");
            club.clock.advance(Duration.ofDays(1));
            club.awaitEnd(given, Standing.COMPLETED);
            club.awaitEntries(jane, 2);
            assertThat(club.story(jane))
                    .containsExactly("a-day TIME_IS_UP", "greet POSTPONED: java.lang.IllegalStateException");
            club.clock.advance(Duration.ofMinutes(1));
            club.directoryFault = null;
            Club.await(
                    "a second try",
                    () -> club.enrolment(jane)
                                    .position()
                                    .time()
                                    .isAfter(club.clock.instant().plusSeconds(60))
                            || club.enrolment(jane).position().standing().isEnded());
            club.clock.advance(Duration.ofMinutes(2));
            club.awaitEnd(jane, Standing.COMPLETED);
            assertThat(club.mails(2)).hasSize(2);
        }
    }

    @Test
    void a_decision_that_throws_is_asked_again_later_and_later() {
        AtomicInteger asked = new AtomicInteger();
        try (club) {
            club.with(Program.named("moody")
                            .startsOn(Club.JOINED)
                            .decide(
                                    "mood",
                                    who -> {
                                        if (asked.incrementAndGet() < 3) {
                                            throw new IllegalArgumentException("not today");
                                        }
                                        return true;
                                    },
                                    "greet",
                                    "")
                            .send("greet", "welcome"))
                    .open();
            EnrolmentId id = club.join(Club.JANE);
            club.awaitEntries(id, 1);
            club.clock.advance(Duration.ofMinutes(1));
            Club.await("a second question", () -> asked.get() == 2);
            Club.await(
                    "a longer pause",
                    () -> club.enrolment(id)
                            .position()
                            .time()
                            .equals(club.clock.instant().plusSeconds(120)));
            club.clock.advance(Duration.ofMinutes(2));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(club.story(id))
                    .containsExactly(
                            "mood POSTPONED: java.lang.IllegalArgumentException",
                            "mood DECIDED: yes, on to 'greet'",
                            "greet MAIL_TRIGGERED",
                            "greet COMPLETED");
        }
    }

    @Test
    void the_store_is_told_of_the_secrets_of_all_events_that_came() {
        ExternalEvent joined = Club.JOINED.secret("link");
        ExternalEvent confirmed = Club.CONFIRMED.secret("code");
        try (club) {
            club.with(Program.named("secrets")
                            .startsOn(joined)
                            .waitFor("confirmed", confirmed, Duration.ofDays(1), "")
                            .send("greet", "welcome"))
                    .open();
            EnrolmentId id = club.join(Club.JANE);
            club.awaitAt(id, "confirmed");
            club.mail().trigger(confirmed, Trigger.to(Club.JANE).with("code", "s3cret"));
            club.awaitEnd(id, Standing.COMPLETED);
            assertThat(store.accepted)
                    .singleElement()
                    .satisfies(message ->
                            assertThat(message.secrets()).isEqualTo(Set.of("link", "arrived.confirmed.code")));
        }
    }
}
