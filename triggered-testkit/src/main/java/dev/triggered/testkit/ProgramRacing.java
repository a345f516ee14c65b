package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.EmailAddress;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Position;
import dev.triggered.automation.Standing;
import dev.triggered.spi.Admission;
import dev.triggered.spi.Advance;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewEnrolment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What many threads do at once. */
abstract class ProgramRacing extends ProgramScenarios {
    private static final int THREADS = 8;
    private static final int EACH = 50;

    ProgramRacing(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void has_a_contact_once_when_many_threads_try() {
        for (int round = 0; round < 30; round++) {
            EmailAddress contact = EmailAddress.parse("jane" + round + "@example.com");
            List<Admission> answers = Crowd.run(
                    THREADS,
                    thread -> () ->
                            accept(of(enrolment(contact, PROGRAM, ready(0))).once()));
            assertThat(answers).filteredOn(new Admission.Kept()::equals).hasSize(1);
            List<DueEnrolment> claimed = claim(0, 10);
            assertThat(claimed).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> !answer.equals(new Admission.Kept()))
                    .containsOnly(
                            new Admission.Running(claimed.get(0).enrolment().id()));
            advance(to(claimed.get(0), ended()));
        }
    }

    @Test
    void keeps_one_of_a_repetition_that_many_threads_try() {
        for (int round = 0; round < 30; round++) {
            int occurrence = round;
            List<Admission> answers =
                    Crowd.run(THREADS, thread -> () -> accept(due(0).key(StoreScenarios.key(occurrence, 1))));
            assertThat(answers).filteredOn(new Admission.Kept()::equals).hasSize(1);
            List<DueEnrolment> claimed = claim(0, 10);
            assertThat(claimed).hasSize(1);
            advance(to(claimed.get(0), ended()));
        }
    }

    @Test
    void loses_no_event_and_takes_no_step_twice_while_contacts_come() {
        List<EnrolmentId> came = new ArrayList<>();
        List<EnrolmentId> left = new ArrayList<>();
        Crowd.<List<EnrolmentId>>run(
                        THREADS,
                        thread -> thread == 0 ? () -> advanceAll(left, (THREADS - 1) * EACH) : () -> enterSome(thread))
                .forEach(came::addAll);
        assertThat(left).containsExactlyInAnyOrderElementsOf(came);
    }

    /** Enrols contacts who wait for ever, and has an event reach each. */
    private List<EnrolmentId> enterSome(int thread) {
        List<EnrolmentId> entered = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            EmailAddress contact = EmailAddress.parse("jane" + thread + "-" + i + "@example.com");
            NewEnrolment enrolment = of(enrolment(contact, PROGRAM, i % 2 == 0 ? waiting(900) : ready(0)));
            entered.add(accepted(enrolment));
            arrive(paid(contact, 0));
        }
        return entered;
    }

    /** Has those leave whom an event has reached, and lets the others wait. */
    private List<EnrolmentId> advanceAll(List<EnrolmentId> left, int all) {
        while (left.size() < all) {
            List<Advance> advances = new ArrayList<>();
            for (DueEnrolment due : claim(0, 20)) {
                boolean reached = !due.arrivals().isEmpty();
                advances.add(to(due, reached ? Position.ended(Standing.EXITED, "a-week", START) : waiting(900)));
                if (reached) {
                    left.add(due.enrolment().id());
                }
            }
            assertThat(programs().advance(advances, START)).allMatch(advanced -> advanced.isDone());
        }
        return List.of();
    }
}
