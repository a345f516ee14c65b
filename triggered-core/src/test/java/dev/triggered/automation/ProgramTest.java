package dev.triggered.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.ExternalEvent;
import dev.triggered.PlainData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final ExternalEvent JOINED = ExternalEvent.named("joined");
    private static final ExternalEvent PAID = ExternalEvent.named("paid");
    private static final Duration DAY = Duration.ofDays(1);

    private static Program.Builder program() {
        return Program.named("p").startsOn(JOINED);
    }

    private static ListAssert<String> assertFaults(Program.Builder program) {
        InvalidProgramException thrown = catchThrowableOfType(InvalidProgramException.class, program::build);
        return assertThat(thrown)
                .isNotNull()
                .extracting(InvalidProgramException::faults, InstanceOfAssertFactories.list(String.class));
    }

    @Test
    void a_step_is_followed_by_the_next_one_unless_it_says_otherwise() {
        Program program = program()
                .send("ask", "mail")
                .waitFor("paid", PAID, DAY, "remind")
                .exit("done")
                .send("remind", "reminder")
                .goTo("paid")
                .build();
        assertThat(program.steps())
                .containsExactly(
                        new Step.Send("ask", "mail", "paid"),
                        new Step.WaitFor("paid", PAID, DAY, "done", "remind"),
                        new Step.Exit("done"),
                        new Step.Send("remind", "reminder", "paid"));
        assertThat(program.step("remind")).isPresent();
        assertThat(program.step("nowhere")).isEmpty();
        assertThat(program.streams()).containsExactly("mail", "reminder");
        assertThat(program.awaited()).containsExactly(PAID);
        assertThat(program).hasToString("Program[p, [ask, paid, done, remind]]");
    }

    @Test
    void the_last_step_is_followed_by_the_end() {
        assertThat(program().send("ask", "mail").build().steps()).containsExactly(new Step.Send("ask", "mail", ""));
        assertThatCode(() -> program()
                        .waitFor("paid", PAID, DAY, "")
                        .decide("d", who -> true, "", "")
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        assertFaults(Program.named("p")
                        .send("a", "mail")
                        .goTo("nowhere")
                        .wait("a", Duration.ZERO)
                        .exit("lost")
                        .goTo("a"))
                .containsExactly(
                        "program 'p' has no start event: name one with startsOn(...)",
                        "program 'p' has two steps named 'a': a name is unique",
                        "program 'p' waits in step 'a' for PT0S: a wait takes PT1S to PT87600H",
                        "program 'p' goes on from step 'a' to 'nowhere', which is no step of it: the steps are [a, lost]",
                        "program 'p' never comes to step 'lost': let a step go on to it, or leave it out",
                        "program 'p': goTo('a') has to stand directly behind a step that is followed by one other step");
    }

    @Test
    void needs_a_step() {
        assertFaults(program()).containsExactly("program 'p' has no step: add one");
    }

    @Test
    void refuses_a_loop_without_a_wait() {
        assertFaults(program()
                        .wait("w", DAY)
                        .send("a", "mail")
                        .decide("d", who -> true, "a", "b")
                        .send("b", "mail")
                        .goTo("d"))
                .containsExactly(
                        "program 'p' can loop without waiting: a -> d -> a; put a wait into the loop",
                        "program 'p' can loop without waiting: d -> b -> d; put a wait into the loop");
        assertFaults(program().send("a", "mail").goTo("a"))
                .containsExactly("program 'p' can loop without waiting: a -> a; put a wait into the loop");
    }

    @Test
    void permits_a_loop_with_a_wait() {
        assertThatCode(() ->
                        program().send("a", "mail").wait("w", DAY).goTo("a").build())
                .doesNotThrowAnyException();
        assertThatCode(() -> program()
                        .send("a", "mail")
                        .waitFor("w", PAID, DAY, "a")
                        .goTo("a")
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_steps_that_are_never_reached() {
        assertFaults(program()
                        .decide("d", who -> true, "x", "x")
                        .send("island", "mail")
                        .wait("other", DAY)
                        .goTo("island")
                        .exit("x"))
                .containsExactly(
                        "program 'p' never comes to step 'island': let a step go on to it, or leave it out",
                        "program 'p' never comes to step 'other': let a step go on to it, or leave it out");
    }

    @Test
    void refuses_to_wait_for_the_event_that_it_starts_on() {
        assertFaults(program().waitFor("w", JOINED, DAY, "").exitOn(JOINED))
                .containsExactly(
                        "program 'p' starts on 'joined', and its step 'w' waits for the same event: a trigger of it enrols"
                                + " the contact once more",
                        "program 'p' starts on 'joined' and exits on the same event: choose one of the two");
    }

    @Test
    void bounds_waits_and_the_number_of_steps() {
        assertFaults(program().wait("short", Duration.ofMillis(999)).waitFor("long", PAID, Duration.ofDays(3_651), ""))
                .hasSize(2);
        Program.Builder many = program();
        for (int i = 0; i < 201; i++) {
            many.send("s" + i, "mail");
        }
        assertFaults(many).containsExactly("program 'p' has 201 steps, at most 200 are allowed");
    }

    @Test
    void a_name_has_letters_digits_hyphens_and_underscores() {
        for (String name : List.of("", "a b", "a.b", "a\nb", "x".repeat(101), "a:b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Program.named(name));
            assertThatIllegalArgumentException().isThrownBy(() -> program().exit(name));
        }
        assertThatCode(() -> Program.named("Größe_7-b")).doesNotThrowAnyException();
    }

    @Test
    void data_is_found_by_its_path() {
        Participant who = new Participant(
                PlainData.of(
                        Map.of("order", Map.of("total", 12.5, "voucher", "x", "s3cret", List.of(1)), "agreed", true)),
                () -> {
                    throw new AssertionError("nobody asked for the contact");
                });
        EventData data = who.event();
        assertThat(data.has("order.total")).isTrue();
        assertThat(data.has("order.nothing")).isFalse();
        assertThat(data.has("order.total.more")).isFalse();
        assertThat(data.number("order.total").orElseThrow()).isEqualByComparingTo("12.5");
        assertThat(data.number("order.voucher")).isEmpty();
        assertThat(data.text("order.voucher")).hasValue("x");
        assertThat(data.text("agreed")).isEmpty();
        assertThat(data.value("agreed")).hasValue(true);
        assertThat(who.toString()).doesNotContain("12.5");
    }

    @Test
    void what_is_noted_is_one_line() {
        HistoryEntry entry =
                new HistoryEntry(Instant.EPOCH, "a", Happening.MOVED, "by\r\n Ann\u2028" + "x".repeat(600));
        assertThat(entry.note()).startsWith("by Ann x").hasSize(500).endsWith("…");
        assertThatThrownBy(() -> new EnrolmentId("No\nId"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an enrolment id has 26 digits and lower-case letters: 'No Id'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnrolmentQuery.of("p").limit(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Position.ended(Standing.READY, "a", Instant.EPOCH));
    }
}
