package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.Program;
import dev.triggered.automation.ProgramStatus;
import dev.triggered.automation.Standing;
import dev.triggered.spi.MailStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of contacts when their program changes, and when somebody moves them. */
class ProgramChangeTest {
    private final MailStore store = InMemoryStore.create();
    private final Club before = new Club().with(store);
    private final Club after = new Club(before.clock).with(store);

    private static Program.Builder program() {
        return Program.named("series").startsOn(Club.JOINED);
    }

    private static Program.Builder weekly() {
        return program()
                .send("ask", "ask")
                .wait("a-week", Duration.ofDays(7))
                .send("greet", "welcome")
                .wait("another", Duration.ofDays(7))
                .exit("done");
    }

    private EnrolmentId waitingAtFirst() {
        before.open();
        EnrolmentId id = before.join(Club.JANE);
        before.awaitAt(id, "a-week");
        before.close();
        return id;
    }

    @Test
    void a_wait_that_runs_keeps_its_time() {
        before.with(weekly());
        EnrolmentId id = waitingAtFirst();
        Instant until = before.enrolment(id).position().time();
        after.with(
                program().send("ask", "ask").wait("a-week", Duration.ofDays(1)).exit("done"));
        try (after) {
            after.open();
            EnrolmentId late = after.join("john@example.com");
            after.awaitAt(late, "a-week");
            after.clock.advance(Duration.ofDays(1));
            after.awaitEnd(late, Standing.COMPLETED);
            assertThat(after.enrolment(id).position().time()).isEqualTo(until);
            assertThat(after.enrolment(id).position().standing()).isEqualTo(Standing.WAITING);
            after.clock.advanceTo(until);
            after.awaitEnd(id, Standing.COMPLETED);
        }
    }

    @Test
    void a_removed_step_is_skipped_with_a_record_when_its_time_is_up() {
        before.with(weekly());
        EnrolmentId id = waitingAtFirst();
        after.with(
                program().send("ask", "ask").wait("another", Duration.ofDays(7)).exit("done"));
        try (after) {
            after.open();
            assertThat(after.mail().programs().list().get(0).running())
                    .isEqualTo(Map.of("ask", 0L, "a-week", 1L, "another", 0L, "done", 0L))
                    .containsKeys("ask", "another", "done", "a-week");
            after.clock.advance(Duration.ofDays(7));
            after.awaitAt(id, "another");
            assertThat(after.story(id))
                    .containsExactly("ask MAIL_TRIGGERED", "a-week TIME_IS_UP", "a-week STEP_SKIPPED: on to 'another'");
        }
    }

    @Test
    void ends_where_nothing_follows_a_removed_step() {
        before.with(weekly());
        EnrolmentId id = waitingAtFirst();
        after.with(program().send("ask", "ask"));
        try (after) {
            after.open();
            after.clock.advance(Duration.ofDays(7));
            after.awaitEnd(id, Standing.COMPLETED);
            assertThat(after.story(id)).endsWith("a-week STEP_SKIPPED: nothing follows", "a-week COMPLETED");
        }
    }

    @Test
    void the_event_of_a_wait_that_runs_still_ends_it() {
        before.with(program()
                .send("ask", "ask")
                .waitFor("a-week", Club.CONFIRMED, Duration.ofDays(7), "late")
                .exit("done")
                .exit("late"));
        EnrolmentId id = waitingAtFirst();
        after.with(program().send("ask", "ask").exit("done"));
        try (after) {
            after.with(Club.stream("bill").on(Club.CONFIRMED)).open();
            after.mail().trigger(Club.CONFIRMED, Trigger.to(Club.JANE));
            after.awaitEnd(id, Standing.COMPLETED);
            assertThat(after.story(id))
                    .containsExactly(
                            "ask MAIL_TRIGGERED",
                            "a-week EVENT_ARRIVED: confirmed",
                            "a-week STEP_SKIPPED: on to 'done'",
                            "done COMPLETED");
        }
    }

    @Test
    void a_contact_whose_program_is_gone_stays_and_goes_on_when_it_is_back() {
        before.with(weekly());
        EnrolmentId id = waitingAtFirst();
        try (Club between = new Club(before.clock).with(store).open()) {
            between.clock.advance(Duration.ofDays(30));
            assertThat(between.mail().programs().list())
                    .extracting(ProgramStatus::name, ProgramStatus::isDefined, ProgramStatus::total)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("series", false, 1L));
            assertThat(between.mail()
                            .programs()
                            .find(EnrolmentQuery.of("series"))
                            .enrolments())
                    .hasSize(1);
            assertThatThrownBy(() -> between.mail().programs().move(id, "done", "me"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("program 'series' is gone");
        }
        try (after) {
            after.with(weekly()).open();
            after.awaitAt(id, "another");
        }
    }

    @Test
    void a_contact_can_be_moved_on_to_a_step() {
        try (after) {
            after.with(weekly()).open();
            after.knows(Club.JANE, MarketingOptIn.GIVEN);
            EnrolmentId id = after.join(Club.JANE);
            after.awaitAt(id, "a-week");
            assertThat(after.mail().programs().move(id, "greet", "Ann\nof support"))
                    .isTrue();
            after.awaitAt(id, "another");
            assertThat(after.mail().programs().move(id, "greet", "Ann")).isTrue();
            after.awaitEntries(id, 5);
            assertThat(after.mails(3)).hasSize(3);
            assertThat(after.story(id))
                    .containsExactly(
                            "ask MAIL_TRIGGERED",
                            "greet MOVED: from 'a-week' by Ann of support",
                            "greet MAIL_TRIGGERED",
                            "greet MOVED: from 'another' by Ann",
                            "greet MAIL_TRIGGERED");
            assertThatThrownBy(() -> after.mail().programs().move(id, "nowhere", "Ann"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("program 'series' has no step 'nowhere': it has [ask, a-week, greet, another, done]");
        }
    }

    @Test
    void a_contact_can_be_taken_out() {
        try (after) {
            after.with(weekly()).open();
            EnrolmentId id = after.join(Club.JANE);
            after.awaitAt(id, "a-week");
            assertThat(after.mail().programs().takeOut(id, "Ann")).isTrue();
            after.clock.advance(Duration.ofDays(30));
            assertThat(after.enrolment(id).position().standing()).isEqualTo(Standing.TAKEN_OUT);
            assertThat(after.story(id)).endsWith("a-week TAKEN_OUT: by Ann");
            assertThat(after.mail().programs().takeOut(id, "Ann")).isFalse();
            assertThat(after.mail().programs().move(id, "greet", "Ann")).isFalse();
            assertThat(after.mail().programs().list().get(0).total()).isZero();
        }
    }

    @Test
    void says_who_is_where() {
        try (after) {
            after.with(weekly()).open();
            List<EnrolmentId> ids =
                    List.of(after.join("a@example.com"), after.join("b@example.com"), after.join("c@example.com"));
            ids.forEach(id -> after.awaitAt(id, "a-week"));
            assertThat(after.mail().programs().list()).hasSize(1);
            ProgramStatus status = after.mail().programs().list().get(0);
            assertThat(status.isDefined()).isTrue();
            assertThat(status.running().keySet()).containsExactly("ask", "a-week", "greet", "another", "done");
            assertThat(status.running()).containsEntry("a-week", 3L).containsEntry("ask", 0L);
            EnrolmentQuery two = EnrolmentQuery.of("series").at("a-week").limit(2);
            var page = after.mail().programs().find(two);
            assertThat(page.hasNext()).isTrue();
            assertThat(after.mail().programs().find(two.after(page.next())).enrolments())
                    .extracting(each -> each.contact().toString())
                    .containsExactly("c@example.com");
        }
    }

    @Test
    void a_stream_that_a_program_sends_is_not_deleted() {
        try (after) {
            after.with(weekly()).open();
            Streams streams = after.mail().streams();
            streams.stop("welcome");
            streams.rename("welcome", "hello");
            assertThatThrownBy(() -> streams.delete("hello"))
                    .isInstanceOf(ConflictException.class)
                    .hasMessage("stream 'hello' is in use by program 'series'");
            streams.stop("tips");
            streams.delete("tips");
            assertThat(streams.find("tips")).isEmpty();
        }
    }

    @Test
    void an_event_that_a_program_names_is_not_deleted() {
        try (after) {
            after.with(weekly().exitOn(Club.PAID)).open();
            Events events = after.mail().events();
            events.rename("paid", "settled");
            for (String name : List.of("joined", "settled")) {
                assertThat(events.usages(name)).containsExactly(new EventUse(EventUse.Kind.PROGRAM, "series"));
                assertThatThrownBy(() -> events.delete(name))
                        .isInstanceOf(ConflictException.class)
                        .hasMessage("event '" + name + "' is in use by program 'series'");
            }
        }
    }
}
