package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.ExternalEvent;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.automation.Standing;
import dev.triggered.automation.Step;
import dev.triggered.spi.Advance;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.ProgramStore.Advanced;
import dev.triggered.spi.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How an enrolment goes on. */
abstract class ProgramAdvancing extends ProgramScenarios {
    ProgramAdvancing(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void keeps_the_position_the_progress_and_what_happened() {
        accept(due(0));
        DueEnrolment claimed = claimed();
        Position next = Position.waitingFor(
                new Step.WaitFor("a-week", ExternalEvent.named("paid"), Duration.ofDays(7), "ask", "greet"),
                START.plusSeconds(60));
        HistoryEntry one = new HistoryEntry(START, "greet", Happening.MAIL_REFUSED, "NO_STREAM: ü");
        HistoryEntry two = new HistoryEntry(START.plusSeconds(1), "a-week", Happening.DECIDED, "");
        Advance advance = new Advance(
                claimed,
                next,
                new Progress(2, claimed.progress().revision(), true, 3),
                claimed.baggage(),
                new Advance.Notes(List.of(one, two), List.of()));
        assertThat(programs().advance(List.of(advance), START))
                .containsExactly(new Advanced(true, START.plusSeconds(60)));

        assertThat(claim(59, 10)).isEmpty();
        DueEnrolment again = programs()
                .claim(List.of(plan(PROGRAM, 2)), START.plusSeconds(60), 10)
                .get(0);
        assertThat(again.enrolment()).isEqualTo(claimed.enrolment().at(next));
        assertThat(again.progress())
                .isEqualTo(new Progress(2, claimed.progress().revision() + 1, true, 3));
        assertThat(history(again.enrolment().id()))
                .isEqualTo(new EnrolmentHistory(again.enrolment(), List.of(one, two)));
    }

    @Test
    void advances_what_is_still_this_nodes_and_nothing_else() {
        EnrolmentId id = accepted(due(0));
        DueEnrolment claimed = claimed();
        Advance stale = to(claimed, waiting(60));
        assertThat(advance(stale)).isTrue();
        assertThat(advance(stale)).isFalse();
        DueEnrolment again = claim(60, 1).get(0);
        assertThat(advance(stale)).isFalse();
        assertThat(advance(to(again, ended()))).isTrue();
        assertThat(advance(to(again, waiting(70)))).isFalse();
        assertThat(history(id).enrolment().position()).isEqualTo(ended());
        assertThat(history(id).entries()).hasSize(2);
    }

    @Test
    void advances_many_together_some_of_which_may_not() {
        accept(due(-3));
        EnrolmentId moved = accepted(due(-2));
        accept(due(-1));
        List<DueEnrolment> claimed = claim(0, 10);
        programs().move(moved, ready(100), 1, entry(ready(100)));
        assertThat(programs()
                        .advance(
                                List.of(
                                        to(claimed.get(0), waiting(60)),
                                        to(claimed.get(1), waiting(70)),
                                        to(claimed.get(2), ended())),
                                START))
                .containsExactly(
                        new Advanced(true, START.plusSeconds(60)), Advanced.REFUSED, new Advanced(true, Instant.MAX));
        assertThat(claimIds(100, 10)).hasSize(2).contains(moved);
    }

    @Test
    void an_end_is_an_end() {
        EnrolmentId id = accepted(due(0));
        arrive(paid(JANE, 0));
        Position exited = Position.ended(Standing.EXITED, "greet", START.plusSeconds(7));
        assertThat(advance(to(claimed(), exited))).isTrue();
        assertThat(claim(1_000, 10)).isEmpty();
        assertThat(history(id).enrolment().position()).isEqualTo(exited);
        assertThat(programs().move(id, ready(0), 1, entry(ready(0)))).isFalse();
        assertThat(programs().counts()).isEmpty();
    }

    @Test
    void what_a_contact_carries_changes_with_the_event_that_was_used_up() {
        accept(due(0));
        arrive(paid(JANE, 0));
        DueEnrolment claimed = claimed();
        Advance advance = new Advance(
                claimed,
                waiting(60),
                claimed.progress(),
                baggage("another"),
                new Advance.Notes(List.of(), claimed.arrivals()));
        assertThat(advance(advance)).isTrue();
        DueEnrolment again = claim(60, 1).get(0);
        assertThat(again.baggage().data().asMap()).containsEntry("order", "another");
        assertThat(again.arrivals()).isEmpty();
    }

    @Test
    void an_event_that_came_since_the_claim_makes_the_enrolment_due_at_once() {
        accept(due(0));
        arrive(paid(JANE, 0));
        DueEnrolment claimed = claimed();
        arrive(paid(JANE, 5));
        Advance advance = new Advance(
                claimed,
                waiting(60),
                claimed.progress(),
                claimed.baggage(),
                new Advance.Notes(List.of(), claimed.arrivals()));
        programs().advance(List.of(advance), START.plusSeconds(6));
        List<DueEnrolment> again = claim(6, 10);
        assertThat(again).hasSize(1);
        assertThat(again.get(0).enrolment().position()).isEqualTo(waiting(60));
        assertThat(again.get(0).arrivals()).extracting(arrival -> arrival.at()).containsExactly(START.plusSeconds(5));
    }

    @Test
    void an_event_that_was_not_used_up_stays_and_makes_nothing_due_twice() {
        accept(due(0));
        arrive(paid(JANE, 0));
        advance(to(claimed(), waiting(60)));
        assertThat(claim(59, 10)).isEmpty();
        assertThat(claim(60, 10).get(0).arrivals()).hasSize(1);
    }

    @Test
    void can_be_moved_by_anybody_at_any_time() {
        EnrolmentId waits = accepted(of(enrolment(JANE, PROGRAM, waiting(900))));
        assertThat(programs().move(waits, ready(10), 2, entry(ready(10)))).isTrue();
        assertThat(claim(10, 10)).isEmpty();
        DueEnrolment claimed = programs()
                .claim(List.of(plan(PROGRAM, 2)), START.plusSeconds(10), 10)
                .get(0);
        assertThat(claimed.enrolment().position()).isEqualTo(ready(10));
        assertThat(claimed.progress()).isEqualTo(new Progress(2, 1, false, 0));

        assertThat(programs().move(waits, ended(), 0, entry(ended()))).isTrue();
        assertThat(advance(to(claimed, waiting(60)))).isFalse();
        assertThat(history(waits).enrolment().position()).isEqualTo(ended());
        assertThat(history(waits).entries()).containsExactly(entry(ready(10)), entry(ended()));
        assertThat(programs().move(id(due(0)), ended(), 0, entry(ended()))).isFalse();
    }

    @Test
    void remembers_the_last_things_that_happened() {
        EnrolmentId id = accepted(due(0));
        for (int round = 0; round < 12; round++) {
            List<HistoryEntry> entries = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                entries.add(new HistoryEntry(START, "greet", Happening.DECIDED, "entry " + (10 * round + i)));
            }
            DueEnrolment claimed = claimed();
            advance(new Advance(
                    claimed, ready(0), claimed.progress(), claimed.baggage(), new Advance.Notes(entries, List.of())));
        }
        assertThat(history(id).entries())
                .hasSize(EnrolmentHistory.MOST_ENTRIES)
                .extracting(HistoryEntry::note)
                .startsWith("entry 20")
                .endsWith("entry 119");
    }
}
