package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.automation.EnrolmentId;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.Plan;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is given, and when. */
abstract class ProgramClaiming extends ProgramScenarios {
    ProgramClaiming(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void gives_what_is_due_longest_first_up_to_the_limit() {
        EnrolmentId second = accepted(due(-20));
        EnrolmentId third = accepted(of(enrolment(JANE, "another", ready(-10))));
        EnrolmentId first = accepted(due(-30));
        accept(due(1));
        List<Plan> both = List.of(plan(PROGRAM, 1), plan("another", 1));
        List<DueEnrolment> claimed = programs().claim(both, START, 2);
        assertThat(ids(claimed)).containsExactly(first, second);
        claimed.forEach(due -> advance(to(due, ended())));
        assertThat(ids(programs().claim(both, START, 2))).containsExactly(third);
    }

    @Test
    void gives_what_is_due_at_its_very_time_and_not_before() {
        EnrolmentId id = accepted(due(60));
        assertThat(claim(59, 10)).isEmpty();
        assertThat(programs().nextDue(List.of(plan(PROGRAM, 1)))).hasValue(START.plusSeconds(60));
        assertThat(claimIds(60, 10)).containsExactly(id);
        assertThat(programs().nextDue(List.of(plan(PROGRAM, 1)))).isEmpty();
    }

    @Test
    void knows_when_the_next_one_is_due_of_the_programs_that_are_asked_for() {
        accept(due(60));
        accept(of(enrolment(JANE, "another", ready(30))));
        assertThat(programs().nextDue(List.of(plan(PROGRAM, 1)))).hasValue(START.plusSeconds(60));
        assertThat(programs().nextDue(List.of(plan(PROGRAM, 1), plan("another", 1))))
                .hasValue(START.plusSeconds(30));
        assertThat(programs().nextDue(List.of(plan("nobody", 1)))).isEmpty();
        assertThat(programs().nextDue(List.of())).isEmpty();
    }

    @Test
    void leaves_other_programs_and_later_plans_alone() {
        accept(NewEnrolment.of(enrolment(JANE, PROGRAM, ready(-9)), 2, baggage("new")));
        EnrolmentId old = accepted(due(-8));
        accept(of(enrolment(JANE, "gone", ready(-7))));
        assertThat(claimIds(0, 10)).containsExactly(old);
        assertThat(programs().claim(List.of(), START, 10)).isEmpty();
        assertThat(programs().claim(List.of(plan(PROGRAM, 2)), START, 10)).hasSize(2);
    }

    @Test
    void gives_back_what_was_claimed_and_not_advanced_with_the_next_claim() {
        EnrolmentId first = accepted(due(-2));
        EnrolmentId second = accepted(due(-1));
        List<DueEnrolment> before = claim(0, 1);
        assertThat(ids(before)).containsExactly(first);
        List<DueEnrolment> after = claim(0, 10);
        assertThat(ids(after)).containsExactly(first, second);
        assertThat(advance(to(after.get(0), waiting(60)))).isTrue();
        assertThat(claimIds(0, 10)).containsExactly(second);
    }

    @Test
    void registers_each_change_of_a_plan_once() {
        Plan one = new Plan(PROGRAM, 0, List.of("a", "b"), List.of("paid", "left"));
        Plan other = new Plan(PROGRAM, 0, List.of("a"), List.of());
        assertThat(programs().register(one)).containsExactly(numbered(one, 1));
        assertThat(programs().register(one)).containsExactly(numbered(one, 1));
        assertThat(programs().register(other)).containsExactly(numbered(one, 1), numbered(other, 2));
        assertThat(programs().register(one)).containsExactly(numbered(one, 1), numbered(other, 2), numbered(one, 3));
        Plan another = new Plan("another", 0, List.of("a"), List.of());
        assertThat(programs().register(another)).containsExactly(numbered(another, 1));
        assertThat(programs().plans())
                .containsExactly(numbered(another, 1), numbered(one, 1), numbered(other, 2), numbered(one, 3));
    }

    private static Plan numbered(Plan plan, int number) {
        return new Plan(plan.program(), number, plan.steps(), plan.events());
    }
}
