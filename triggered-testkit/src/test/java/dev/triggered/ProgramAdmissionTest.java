package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Program;
import dev.triggered.automation.Standing;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs answer to a trigger. */
class ProgramAdmissionTest {
    private final Club club = new Club();

    private static Program.Builder waiting() {
        return Program.named("waiting")
                .startsOn(Club.JOINED)
                .waitFor("confirmed", Club.CONFIRMED, Duration.ofDays(1), "")
                .send("greet", "welcome")
                .exitOn(Club.PAID);
    }

    @Test
    void enrols_the_contact_and_says_so() {
        try (club) {
            club.with(waiting()).open();
            TriggerReceipt receipt = club.mail().trigger(Club.JOINED, Club.trigger(Club.JANE));
            assertThat(receipt.accepted()).isTrue();
            Answer byProgram = receipt.answers().get(0);
            assertThat(byProgram.program()).isEqualTo("waiting");
            assertThat(byProgram.stream()).isEmpty();
            assertThat(byProgram.messageId()).isEmpty();
            assertThat(byProgram).hasToString("jane@example.com by 'waiting': ACCEPTED");
            assertThat(club.mail().programs().of("Jane@EXAMPLE.com"))
                    .extracting(each -> each.id())
                    .containsExactly(byProgram.enrolmentId().orElseThrow());
        }
    }

    @Test
    void leaves_to_a_program_the_streams_that_it_sends_and_no_others() {
        try (club) {
            club.with(Club.stream("welcome").on(Club.JOINED))
                    .with(Club.stream("bill").on(Club.JOINED))
                    .with(waiting())
                    .open();
            TriggerReceipt receipt = club.mail().trigger(Club.JOINED, Club.trigger(Club.JANE));
            assertThat(receipt.answers())
                    .extracting(answer -> answer.stream() + answer.program())
                    .containsExactly("bill", "waiting");
        }
    }

    @Test
    void an_event_that_only_programs_listen_to_has_listeners() {
        try (club) {
            club.with(waiting()).open();
            for (ExternalEvent event : List.of(Club.CONFIRMED, Club.PAID)) {
                TriggerReceipt receipt = club.mail().trigger(event, Trigger.to(Club.JANE));
                assertThat(receipt.answers()).hasSize(1);
                assertThat(receipt.answers().get(0).verdict()).isEqualTo(Verdict.ACCEPTED);
                assertThat(receipt.answers().get(0).program()).isEqualTo("waiting");
                assertThat(receipt.answers().get(0).enrolmentId()).isEmpty();
            }
        }
    }

    @Test
    void repeats_of_a_trigger_id_enrol_nobody() {
        try (club) {
            club.with(only()).open();
            EnrolmentId first =
                    club.join(Club.trigger(Club.JANE).id("x")).enrolmentId().orElseThrow();
            Answer repeated = club.join(Club.trigger("JANE@example.com").id("x"));
            assertThat(repeated.verdict()).isEqualTo(Verdict.DUPLICATE);
            assertThat(repeated.enrolmentId()).hasValue(first);
            Answer reused = club.join(Club.trigger(Club.JANE).with("more", 1).id("x"));
            assertThat(reused.verdict()).isEqualTo(Verdict.ID_REUSED);
            assertThat(reused.reason()).contains(first.value()).contains("with other data");
            assertThat(club.join(Club.trigger("john@example.com").id("x")).verdict())
                    .isEqualTo(Verdict.ACCEPTED);
            assertThat(club.mail().programs().of(Club.JANE)).hasSize(1);
        }
    }

    @Test
    void a_contact_may_be_in_a_program_twice_unless_it_runs_once() {
        try (club) {
            club.with(only())
                    .with(Program.named("once").startsOn(Club.PAID).once().wait("a-day", Duration.ofDays(1)))
                    .open();
            club.join(Club.JANE);
            club.join(Club.JANE);
            assertThat(club.mail().programs().of(Club.JANE)).hasSize(2);

            EnrolmentId first = paid().enrolmentId().orElseThrow();
            Answer second = paid();
            assertThat(second.verdict()).isEqualTo(Verdict.ALREADY_IN_PROGRAM);
            assertThat(second.verdict().isKept()).isTrue();
            assertThat(second.enrolmentId()).hasValue(first);
            club.awaitAt(first, "a-day");
            club.clock.advance(Duration.ofDays(1));
            club.awaitEnd(first, Standing.COMPLETED);
            assertThat(paid().verdict()).isEqualTo(Verdict.ACCEPTED);
        }
    }

    private Answer paid() {
        return club.mail().trigger(Club.PAID, Trigger.to(Club.JANE)).answers().get(0);
    }

    private static Program.Builder only() {
        return Program.named("only").startsOn(Club.JOINED).wait("long", Duration.ofDays(100));
    }

    @Test
    void refuses_what_the_gate_refuses_for_each_recipient_alone() {
        ExternalEvent declared = ExternalEvent.named("declared").requires("total");
        try (club) {
            club.with(Program.named("strict").startsOn(declared).wait("a-day", Duration.ofDays(1)))
                    .settings(MailSettings.standard().time(club.clock).limits(new Limits(100, 1_000)))
                    .open();
            TriggerReceipt receipt = club.mail()
                    .trigger(
                            declared,
                            List.of(
                                    Trigger.to("nobody").with("total", 1),
                                    Trigger.to(Club.JANE).with("total", 1),
                                    Trigger.toContact("unknown").with("total", 1),
                                    Trigger.to(Club.JANE),
                                    Trigger.to(Club.JANE).with("total", "x".repeat(100))));
            assertThat(receipt.answers())
                    .extracting(Answer::verdict)
                    .containsExactly(
                            Verdict.INVALID_ADDRESS,
                            Verdict.ACCEPTED,
                            Verdict.UNKNOWN_CONTACT,
                            Verdict.MISSING_DATA,
                            Verdict.TOO_LARGE);
            assertThat(receipt.answers().get(3).missing()).containsExactly("event.total");
            assertThat(receipt.answers()).extracting(Answer::program).containsOnly("strict");
        }
    }

    @Test
    void explains_what_programs_would_do_and_does_nothing() {
        try (club) {
            club.with(only()).with(waiting()).open();
            Trigger trigger = Club.trigger(Club.JANE).id("x");
            Explanation explanation = club.mail().explain(Club.JOINED, trigger);
            assertThat(explanation.steps())
                    .extracting(step ->
                            step.answer().program() + " " + step.answer().verdict())
                    .containsExactly("only ACCEPTED", "waiting ACCEPTED");
            assertThat(explanation.steps()).allMatch(step -> step.mime().isEmpty());
            assertThat(club.mail().programs().of(Club.JANE)).isEmpty();
            club.mail().trigger(Club.JOINED, trigger);
            assertThat(club.mail().explain(Club.JOINED, trigger).steps())
                    .extracting(step -> step.answer().verdict())
                    .containsOnly(Verdict.DUPLICATE);
            assertThat(club.mail().explain(Club.PAID, trigger).steps())
                    .extracting(step -> step.answer().verdict())
                    .containsOnly(Verdict.ACCEPTED);
        }
    }

    @Test
    void enrols_with_the_transaction_of_the_host_or_not_at_all() {
        ShakyStore store = new ShakyStore();
        Connection connection = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> false);
        try (club) {
            club.with(only()).with(store).open();
            club.mail().in(connection).trigger(Club.JOINED, Club.trigger(Club.JANE));
            assertThat(club.mail().programs().of(Club.JANE)).isEmpty();
            store.rollback();
            store.commit();
            assertThat(club.mail().programs().of(Club.JANE)).isEmpty();

            Answer answer = club.mail()
                    .in(connection)
                    .trigger(Club.JOINED, Club.trigger(Club.JANE))
                    .answers()
                    .get(0);
            store.commit();
            club.awaitAt(answer.enrolmentId().orElseThrow(), "long");
        }
    }

    @Test
    void programs_that_cannot_run_are_refused_with_all_other_faults() {
        club.with(Program.named("a").startsOn(Club.JOINED).send("x", "nowhere"))
                .with(Program.named("a").startsOn(Club.JOINED.requires("x")).wait("y", Duration.ofDays(1)))
                .with(Club.stream("astray").template("missing"));
        assertThatThrownBy(club::open)
                .isInstanceOfSatisfying(
                        InvalidStreamException.class,
                        e -> assertThat(e.faults())
                                .containsExactly(
                                        "stream 'astray': no template is named 'missing'",
                                        "the event 'joined' is declared twice and differently: declare it once",
                                        "two programs are named 'a': a name is unique",
                                        "program 'a' sends in step 'x' the stream 'nowhere', and no stream is named so"));
    }
}
