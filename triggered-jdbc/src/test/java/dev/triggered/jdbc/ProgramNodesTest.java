package dev.triggered.jdbc;

import static dev.triggered.jdbc.Travellers.START;
import static dev.triggered.jdbc.Travellers.advance;
import static dev.triggered.jdbc.Travellers.arrive;
import static dev.triggered.jdbc.Travellers.claim;
import static dev.triggered.jdbc.Travellers.claimIds;
import static dev.triggered.jdbc.Travellers.ended;
import static dev.triggered.jdbc.Travellers.enrol;
import static dev.triggered.jdbc.Travellers.id;
import static dev.triggered.jdbc.Travellers.paid;
import static dev.triggered.jdbc.Travellers.traveller;
import static dev.triggered.jdbc.Travellers.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.StoreException;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.Standing;
import dev.triggered.spi.Admission;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.ProgramStore.Advanced;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs of several nodes on one PostgreSQL database. */
class ProgramNodesTest {
    private final StoreParty party = new StoreParty();
    private final Faults faults = new Faults(party.database());
    private StoreParty.Guest guest;
    private StoreParty.Guest another;
    private ProgramStore one;
    private ProgramStore other;

    @BeforeEach
    void open() {
        guest = party.guest(faults.source());
        another = party.guest();
        one = guest.store().programs();
        other = another.store().programs();
    }

    @AfterEach
    void close() {
        assertThat(faults.areOver()).as("all faults happened").isTrue();
        faults.mend();
        party.close();
    }

    private List<String> turns() {
        return party.query("SELECT e.id::bigint, COALESCE(t.owner::text, '-') FROM triggered_turn t"
                + " JOIN triggered_enrolment e USING (seq) ORDER BY 1");
    }

    @Test
    void what_one_has_claimed_the_other_is_not_given() {
        enrol(one, 1, 2);
        assertThat(one.claim(Travellers.PLANS, START, 1)).hasSize(1);
        assertThat(claimIds(other)).containsExactly(id(2));
        assertThat(turns()).containsExactly("1 " + guest.id(), "2 " + another.id());
        assertThat(one.nextDue(Travellers.PLANS)).isEmpty();
    }

    @Test
    void what_a_dead_node_has_claimed_is_given_to_another_one_and_no_longer_its_own() {
        enrol(one, 1);
        DueEnrolment claimed = claim(one).get(0);
        party.execute("UPDATE triggered_node SET beat_at = beat_at - interval '1 hour' WHERE id = " + guest.id());
        another.beats();
        DueEnrolment taken = claim(other).get(0);
        assertThat(taken.progress()).isEqualTo(claimed.progress());
        assertThat(advance(one, claimed, waiting())).isEqualTo(Advanced.REFUSED);
        assertThat(advance(other, taken, waiting()).isDone()).isTrue();
    }

    @Test
    void what_a_node_has_claimed_that_leaves_is_anybodys_at_once() {
        enrol(one, 1);
        claim(one);
        guest.close();
        StoreParty.await(() -> turns().equals(List.of("1 -")));
        assertThat(claimIds(other)).containsExactly(id(1));
    }

    @Test
    void an_event_that_another_node_delivers_meanwhile_is_not_lost() {
        enrol(one, 1);
        DueEnrolment claimed = claim(one).get(0);
        arrive(other, 1);
        assertThat(claim(other)).isEmpty();
        assertThat(party.count("triggered_signal")).isZero();
        assertThat(advance(one, claimed, waiting())).isEqualTo(new Advanced(true, START));
        assertThat(claim(other)).singleElement().satisfies(due -> {
            assertThat(due.enrolment().position()).isEqualTo(waiting());
            assertThat(due.arrivals()).hasSize(1);
        });
    }

    @Test
    void an_end_lets_go_of_all_that_was_carried() {
        enrol(one, 1);
        arrive(one, 1);
        assertThat(party.count("triggered_signal")).isOne();
        DueEnrolment claimed = claim(one).get(0);
        assertThat(party.count("triggered_baggage")).isOne();
        assertThat(party.count("triggered_arrival")).isOne();
        advance(one, claimed, ended());
        for (String table : List.of("turn", "baggage", "arrival", "signal")) {
            assertThat(party.count("triggered_" + table)).as(table).isZero();
        }
        assertThat(party.count("triggered_passage")).isOne();
    }

    @Test
    void an_open_transaction_of_the_host_holds_nobody_up() throws SQLException {
        enrol(one, 1, 2);
        DueEnrolment claimed = one.claim(Travellers.PLANS, START, 1).get(0);
        try (Connection host = party.database().getConnection()) {
            host.setAutoCommit(false);
            one.accept(host, List.of(traveller(3)), List.of(paid(1), paid(2)));
            assertThat(advance(one, claimed, waiting()).isDone()).isTrue();
            assertThat(claimIds(other)).containsExactly(id(2));
            arrive(one, 1);
            assertThat(guest.isCalled() || another.isCalled()).isFalse();
            host.rollback();
        }
        assertThat(claimIds(one)).containsExactly(id(1));
        assertThat(one.find(id(3))).isEmpty();
    }

    @Test
    void a_commit_of_the_host_wakes_the_programs_of_all_nodes() throws SQLException {
        enrol(one, 1);
        advance(one, claim(one).get(0), waiting());
        try (Connection host = party.database().getConnection()) {
            host.setAutoCommit(false);
            assertThat(one.accept(host, List.of(traveller(2)), List.of(paid(1))))
                    .containsExactly(new Admission.Kept());
            assertThat(claim(other)).isEmpty();
            host.commit();
        }
        assertThat(guest.nextCall()).isEqualTo(NodeLink.PROGRAMS);
        assertThat(another.nextCall()).isEqualTo(NodeLink.PROGRAMS);
        assertThat(claimIds(other)).containsExactlyInAnyOrder(id(1), id(2));
    }

    @Test
    void a_contact_who_is_being_enrolled_by_an_open_transaction_is_not_enrolled_twice() throws SQLException {
        try (Connection host = party.database().getConnection()) {
            host.setAutoCommit(false);
            one.accept(host, List.of(traveller(1).once()), List.of());
            assertThatThrownBy(() -> other.accept(List.of(traveller(1).once()), List.of()))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.retryable()).isTrue());
            host.commit();
        }
        assertThat(other.accept(List.of(again(1).once()), List.of())).containsExactly(new Admission.Running(id(1)));
    }

    private static NewEnrolment again(long number) {
        Enrolment same = traveller(number).enrolment();
        return NewEnrolment.of(
                new Enrolment(id(number + 100), same.program(), same.contact(), same.startedAt(), same.position()),
                1,
                traveller(number).baggage());
    }

    @Test
    void an_enrolment_whose_answer_was_lost_is_kept_once() {
        faults.loseAnswer("INSERT INTO triggered_enrolment");
        assertThat(one.accept(List.of(traveller(1)), List.of())).containsExactly(new Admission.Kept());
        assertThat(turns()).containsExactly("1 -");
    }

    @Test
    void what_was_claimed_by_an_answer_that_was_lost_is_claimed_again() {
        enrol(one, 1, 2);
        faults.loseAnswer("UPDATE triggered_turn SET owner = ?");
        assertThat(claim(one)).isEmpty();
        assertThat(turns()).containsExactly("1 " + guest.id(), "2 " + guest.id());
        assertThat(claimIds(one)).containsExactly(id(1), id(2));
    }

    @Test
    void an_advance_whose_answer_was_lost_is_done_once() {
        enrol(one, 1);
        DueEnrolment claimed = claim(one).get(0);
        faults.loseAnswer("SET plan = COALESCE");
        assertThat(advance(one, claimed, waiting())).isEqualTo(Advanced.REFUSED);
        assertThat(one.find(id(1)).orElseThrow().entries()).hasSize(1);
        assertThat(claim(one)).isEmpty();
        assertThat(one.nextDue(Travellers.PLANS)).hasValue(START.plusSeconds(60));
    }

    @Test
    void a_failed_delivery_loses_no_event() {
        enrol(one, 1);
        advance(one, claim(one).get(0), waiting());
        arrive(one, 1);
        faults.fail("DELETE FROM triggered_signal", "XX000", 1);
        assertThatThrownBy(() -> claim(one)).isInstanceOf(StoreException.class);
        assertThat(claim(one))
                .singleElement()
                .satisfies(due -> assertThat(due.arrivals()).hasSize(1));
    }

    @Test
    void what_cannot_be_read_ends_and_harms_no_other() {
        enrol(one, 1, 2);
        party.execute("UPDATE triggered_baggage SET body = 'x' WHERE seq ="
                + " (SELECT seq FROM triggered_enrolment WHERE id = '" + id(1) + "')");
        assertThat(claimIds(one)).containsExactly(id(2));
        assertThat(one.find(id(1)).orElseThrow().enrolment().position().standing())
                .isEqualTo(Standing.TAKEN_OUT);
        assertThat(one.find(id(1)).orElseThrow().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.note()).contains("cannot be read"));
    }

    @Test
    void those_who_have_left_are_known_for_a_week_and_so_are_their_trigger_ids() {
        one.accept(List.of(traveller(1).key(Letters.key(7))), List.of());
        enrol(one, 2);
        claim(one).forEach(due -> {
            if (due.enrolment().id().equals(id(1))) {
                advance(one, due, ended());
            }
        });
        party.tidyUp();
        assertThat(one.find(id(1))).isPresent();
        party.execute("UPDATE triggered_enrolment SET ended_at = ended_at - 604800000000");
        party.tidyUp();
        assertThat(one.find(id(1))).isEmpty();
        assertThat(one.find(id(2))).isPresent();
        assertThat(party.count("triggered_passage")).isZero();
        assertThat(one.accept(List.of(again(1).key(Letters.key(7))), List.of())).containsExactly(new Admission.Kept());
    }
}
