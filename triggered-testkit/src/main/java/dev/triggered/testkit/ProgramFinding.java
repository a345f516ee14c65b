package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.EmailAddress;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.StepCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who is where. */
abstract class ProgramFinding extends ProgramScenarios {
    ProgramFinding(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void counts_who_is_at_which_step() {
        accept(due(0));
        accept(due(900));
        accept(of(enrolment(JANE, PROGRAM, waiting(900))));
        accept(of(enrolment(JANE, "another", waiting(900))));
        advance(to(claimed(), waiting(60)));
        assertThat(programs().counts())
                .containsExactly(
                        new StepCount("another", "a-week", 1),
                        new StepCount(PROGRAM, "a-week", 2),
                        new StepCount(PROGRAM, "greet", 1));
    }

    @Test
    void finds_who_is_in_a_program_page_by_page() {
        List<EnrolmentId> waiting = new ArrayList<>();
        List<EnrolmentId> ready = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ready.add(accepted(due(900 - i)));
            waiting.add(accepted(of(enrolment(JANE, PROGRAM, waiting(900)))));
            accept(of(enrolment(JANE, "another", waiting(900))));
        }
        List<EnrolmentId> all = new ArrayList<>(waiting);
        all.addAll(ready);
        assertThat(walk(EnrolmentQuery.of(PROGRAM).limit(4))).isEqualTo(all);
        assertThat(walk(EnrolmentQuery.of(PROGRAM).limit(7))).isEqualTo(all);
        assertThat(walk(EnrolmentQuery.of(PROGRAM).at("greet").limit(3))).isEqualTo(ready);
        assertThat(walk(EnrolmentQuery.of(PROGRAM).at("nowhere"))).isEmpty();
        assertThat(walk(EnrolmentQuery.of("nobody"))).isEmpty();
    }

    private List<EnrolmentId> walk(EnrolmentQuery first) {
        List<EnrolmentId> found = new ArrayList<>();
        EnrolmentQuery query = first;
        EnrolmentPage page;
        do {
            page = programs().find(query);
            assertThat(page.enrolments()).hasSizeLessThanOrEqualTo(query.limit());
            page.enrolments().forEach(enrolment -> found.add(enrolment.id()));
            query = query.after(page.next());
        } while (page.hasNext());
        return found;
    }

    @Test
    void refuses_a_cursor_that_came_from_no_page() {
        for (String cursor : List.of("x", "x:y", ":", "9999999999999999999:a")) {
            assertThatThrownBy(() -> programs().find(EnrolmentQuery.of(PROGRAM).after(cursor)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void finds_no_one_who_has_left_but_by_the_contact_and_the_id() {
        EnrolmentId left = accepted(due(0));
        advance(to(claimed(), ended()));
        EnrolmentId there = accepted(due(900));
        EmailAddress shouting = EmailAddress.parse("JANE@example.com");
        EnrolmentId third = accepted(of(enrolment(shouting, "another", ready(900))));
        assertThat(walk(EnrolmentQuery.of(PROGRAM))).containsExactly(there);
        assertThat(programs().of(JANE, 10)).extracting(Enrolment::id).containsExactly(left, there, third);
        assertThat(programs().of(shouting, 2)).extracting(Enrolment::id).containsExactly(there, third);
        assertThat(programs().of(EmailAddress.parse("john@example.com"), 10)).isEmpty();
        assertThat(history(left).enrolment().position()).isEqualTo(ended());
        assertThat(programs().find(id(due(0)))).isEmpty();
    }
}
