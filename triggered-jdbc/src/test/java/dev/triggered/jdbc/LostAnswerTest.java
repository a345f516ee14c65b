package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.deferred;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static dev.triggered.jdbc.Letters.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attempt;
import dev.triggered.MessageState;
import dev.triggered.RetryVerdict;
import dev.triggered.SmtpReply;
import dev.triggered.StoreException;
import dev.triggered.Suppression;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.ResponseKind;
import dev.triggered.report.Measure;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.DeadLetterOffice.Revival;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NoticeLog;
import dev.triggered.spi.NoticeLog.Taking;
import dev.triggered.spi.NoticeLog.Topic;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.testkit.SendResults;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection breaks when a statement was done and before its answer arrived: nothing is done twice, and nothing gets lost. */
class LostAnswerTest {
    private static final Acceptance KEPT = new Acceptance.Kept();
    private static final String ACCEPT = "INSERT INTO triggered_message";
    private static final String CLAIM = "UPDATE triggered_queue SET owner = ?";
    private static final String BEGIN = "SET begun = true";
    private static final String RETRY = "INSERT INTO triggered_attempt";
    private static final String REPORT = "INSERT INTO triggered_report";
    private static final String REVIVE = "UPDATE triggered_message SET state = NULL";
    private static final String END = "DELETE FROM triggered_queue";

    private final StoreParty party = new StoreParty();
    private final Faults faults = new Faults(party.database());
    private StoreParty.Guest store;

    @BeforeEach
    void open() {
        store = party.guest(faults.source());
    }

    @AfterEach
    void close() {
        assertThat(faults.areOver()).as("all faults happened").isTrue();
        faults.mend();
        party.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void accepts_once(boolean keyed) {
        faults.loseAnswer(ACCEPT);
        NewMessage message = NewMessage.of(letter(1)).handedOver();
        assertThat(store.accept(keyed ? message.key(key(7)) : message)).isEqualTo(KEPT);
        assertThat(party.queue()).containsExactly("1 " + store.id() + " f");
        assertThat(store.outbox().begin(Set.of(id(1)))).containsExactly(id(1));
        store.outbox().record(List.of(sent(letter(1))));
        assertThat(party.queue()).isEmpty();
    }

    @Test
    void accepts_once_of_each_in_a_batch_with_repetitions() {
        store.accept(NewMessage.of(letter(1)).key(key(7)));
        faults.loseAnswer(ACCEPT);
        List<Acceptance> answers = store.outbox()
                .accept(List.of(
                        NewMessage.of(letter(2)).key(key(7)),
                        NewMessage.of(letter(3)).key(key(8)),
                        NewMessage.of(letter(4))));
        assertThat(answers).containsExactly(new Acceptance.Duplicate(id(1)), KEPT, KEPT);
        assertThat(store.claim()).containsExactly(id(1), id(3), id(4));
    }

    @Test
    void says_that_nobody_knows_whether_it_was_accepted_and_lets_it_wait_when_it_was() {
        faults.loseAnswerAndCut(ACCEPT);
        assertThatThrownBy(
                        () -> store.accept(NewMessage.of(letter(1)).key(key(7)).handedOver()))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.mayBeKept()).isTrue();
                    assertThat(e.retryable()).isTrue();
                });
        assertThat(party.queue()).containsExactly("1 " + store.id() + " f");
        party.tidyUp();
        assertThat(party.queue()).containsExactly("1 " + store.id() + " f");
        faults.mend();
        party.tidyUp();
        assertThat(store.nextCall()).isEqualTo(StoreParty.ALL);
        assertThat(store.claim()).containsExactly(id(1));
        assertThat(store.accept(NewMessage.of(letter(2)).key(key(7)))).isEqualTo(new Acceptance.Duplicate(id(1)));
    }

    @Test
    void has_a_message_come_back_once() {
        store.accept(1);
        store.claim();
        store.outbox().record(List.of(sent(letter(1))));
        faults.loseAnswer(REPORT);
        FeedbackReport report = new FeedbackReport(
                id(1),
                BounceReason.MAILBOX_FULL,
                new SmtpReply(452, "4.2.2", "full"),
                new FeedbackReport.Origin(FeedbackReport.Proof.RETURN_PATH, "mx.example", START));
        Consequence counting = new Consequence.Counting(2, START, new Suppression.Origin(START, "feedback", ""));
        store.store().feedback().file(List.of(Filing.of(report, counting)));
        assertThat(party.count("triggered_report")).isEqualTo(1);
        assertThat(party.count("triggered_soft_bounce")).isEqualTo(1);
        assertThat(party.count("triggered_suppression")).isZero();
        assertThat(Letters.counted(store.store()).of(Measure.SOFT_BOUNCED)).isEqualTo(1);
    }

    @Test
    void gives_what_was_claimed_to_a_later_claim() {
        store.accept(1, 2);
        faults.loseAnswer(CLAIM);
        assertThat(store.claim()).isEmpty();
        assertThat(party.queue()).containsExactly("1 " + store.id() + " f", "2 " + store.id() + " f");
        letGo();
        assertThat(store.claim()).containsExactly(id(1), id(2));
    }

    @Test
    void gives_what_was_claimed_to_a_later_claim_also_when_the_database_stays_away() {
        store.accept(1);
        faults.loseAnswerAndCut(CLAIM);
        assertThatThrownBy(store::claim).isInstanceOf(StoreException.class);
        faults.mend();
        letGo();
        assertThat(store.claim()).containsExactly(id(1));
    }

    @Test
    void gives_what_was_inherited_to_a_later_heir() {
        party.guest().accept(1);
        party.execute("UPDATE triggered_queue SET owner = 4711, begun = true");
        faults.loseAnswer(CLAIM);
        assertThat(store.outbox().inherit(10)).isEmpty();
        letGo();
        assertThat(Letters.ids(store.outbox().inherit(10))).containsExactly(id(1));
    }

    @Test
    void lets_nothing_go_that_is_known() {
        store.accept(1, 2, 3);
        List<QueuedMessage> held = store.outbox().claim(LANE, 2);
        store.outbox().begin(Set.of(id(1)));
        faults.loseAnswer(CLAIM);
        store.claim();
        party.tidyUp();
        assertThat(party.queue()).containsExactly("1 " + store.id() + " t", "2 " + store.id() + " f", "3 - f");
        store.outbox().record(List.of(sent(held.get(0))));
        assertThat(store.outbox().begin(Set.of(id(2)))).containsExactly(id(2));
    }

    @Test
    void claims_one_for_its_outcome_once() {
        store.accept(1);
        store.claim();
        faults.loseAnswer(CLAIM);
        assertThat(store.outbox().claim(id(1))).isPresent();
        assertThat(party.queue()).containsExactly("1 " + store.id() + " f");
        assertThat(store.outbox().begin(Set.of(id(1)))).isEmpty();
        store.outbox().record(List.of(sent(letter(1))));
        assertThat(party.queue()).isEmpty();
    }

    @Test
    void revives_once_or_not_at_all() {
        store.accept(1);
        store.claim();
        Attempt attempt = new Attempt(1, START, SendResults.refused(550, "no"));
        store.outbox().record(List.of(new Outcome.Ended(id(1), MessageState.FAILED, attempt, START.plusSeconds(60))));
        Revival revival = new Revival(id(1), letter(1).route(), letter(1).schedule());
        faults.loseAnswer(REVIVE);
        assertThatThrownBy(() -> store.deadLetters().revive(List.of(revival))).isInstanceOf(StoreException.class);
        assertThat(store.deadLetters().revive(List.of(revival))).containsExactly(RetryVerdict.QUEUED);
        assertThat(store.deadLetters().revive(List.of(revival))).containsExactly(RetryVerdict.UNDER_WAY);
        assertThat(store.claim()).containsExactly(id(1));
    }

    @Test
    void begins_what_it_had_begun() {
        store.accept(1, 2);
        store.claim();
        faults.loseAnswer(BEGIN);
        assertThat(store.outbox().begin(Set.of(id(1)))).containsExactly(id(1));
        faults.loseAnswerAndCut(BEGIN);
        assertThatThrownBy(() -> store.outbox().begin(Set.of(id(2)))).isInstanceOf(StoreException.class);
        faults.mend();
        assertThat(store.outbox().begin(Set.of(id(2)))).containsExactly(id(2));
    }

    @Test
    void releases_what_it_does_not_know_to_be_begun() {
        store.accept(1);
        store.claim();
        faults.loseAnswerAndCut(BEGIN);
        assertThatThrownBy(() -> store.outbox().begin(Set.of(id(1)))).isInstanceOf(StoreException.class);
        faults.mend();
        store.outbox().release(Set.of(id(1)));
        assertThat(party.queue()).containsExactly("1 - f");
        assertThat(store.claim()).containsExactly(id(1));
    }

    @Test
    void records_a_retry_once() {
        QueuedMessage message = begun(1);
        faults.loseAnswer(RETRY);
        store.outbox().record(List.of(deferred(message, START)));
        assertThat(party.count("triggered_attempt")).isEqualTo(1);
        QueuedMessage again = store.outbox().claim(LANE, 1).get(0);
        assertThat(again.attempts()).isEqualTo(1);
        store.outbox().begin(Set.of(id(1)));
        faults.loseAnswerAndCut(RETRY);
        assertThatThrownBy(() -> store.outbox().record(List.of(deferred(again, START))))
                .isInstanceOf(StoreException.class);
        faults.mend();
        store.outbox().record(List.of(deferred(again, START)));
        assertThat(party.query("SELECT number FROM triggered_attempt ORDER BY number"))
                .containsExactly("1", "2");
        assertThat(store.store().log().find(id(1)).orElseThrow().attempts()).hasSize(2);
        assertThat(store.claim()).containsExactly(id(1));
    }

    @Test
    void records_an_end_once() {
        QueuedMessage message = begun(1);
        faults.loseAnswerAndCut(END);
        assertThatThrownBy(() -> store.outbox().record(List.of(sent(message)))).isInstanceOf(StoreException.class);
        faults.mend();
        store.outbox().record(List.of(sent(message)));
        assertThat(store.store().log().find(id(1)).orElseThrow()).satisfies(history -> {
            assertThat(history.state()).isEqualTo(MessageState.SENT);
            assertThat(history.attempts()).hasSize(1);
        });
        assertThat(party.count("triggered_payload")).isZero();
    }

    @Test
    void counts_each_step_once() {
        faults.loseAnswer(ACCEPT);
        QueuedMessage message = begun(1);
        faults.loseAnswer(RETRY);
        store.outbox().record(List.of(deferred(message, START)));
        QueuedMessage again = store.outbox().claim(LANE, 1).get(0);
        store.outbox().begin(Set.of(id(1)));
        faults.loseAnswerAndCut(END);
        assertThatThrownBy(() -> store.outbox().record(List.of(sent(again)))).isInstanceOf(StoreException.class);
        faults.mend();
        store.outbox().record(List.of(sent(again)));
        assertThat(counted()).isEqualTo(Map.of(Measure.TRIGGERED, 1L, Measure.DEFERRED, 1L, Measure.SENT, 1L));
    }

    @Test
    void tells_each_step_once() {
        NoticeLog notices = store.store().notices();
        notices.subscribe(
                "shop",
                Set.of(
                        Topic.of(MessageState.DEFERRED, NoticeLog.ALL_STREAMS),
                        Topic.of(MessageState.SENT, NoticeLog.ALL_STREAMS)),
                START);
        QueuedMessage message = begun(1);
        faults.loseAnswer(RETRY);
        store.outbox().record(List.of(deferred(message, START)));
        QueuedMessage again = store.outbox().claim(LANE, 1).get(0);
        store.outbox().begin(Set.of(id(1)));
        faults.loseAnswerAndCut(END);
        assertThatThrownBy(() -> store.outbox().record(List.of(sent(again)))).isInstanceOf(StoreException.class);
        faults.mend();
        store.outbox().record(List.of(sent(again)));
        assertThat(party.query("SELECT occasion FROM triggered_notice ORDER BY number"))
                .containsExactly("DEFERRED", "SENT");
        faults.loseAnswer("UPDATE triggered_notice");
        assertThat(notices.take(new Taking("shop", START, START.plusSeconds(60), 9)))
                .as("taken by an answer that was lost")
                .isEmpty();
        assertThat(notices.take(new Taking("shop", START.plusSeconds(60), START.plusSeconds(120), 9)))
                .hasSize(1);
    }

    @Test
    void tells_each_response_once() {
        store.store().notices().subscribe("shop", Set.of(Topic.of(ResponseKind.CLICKED, NoticeLog.ALL_STREAMS)), START);
        begun(1);
        store.outbox().record(List.of(sent(letter(1))));
        Response click = new Response(7, id(1), 2, START, Responder.PERSON, ClientFamily.BROWSER);
        faults.loseAnswer("INSERT INTO triggered_notice");
        store.store().feedback().record(List.of(click));
        store.store().feedback().record(List.of(click));

        assertThat(faults.areOver()).isTrue();
        assertThat(party.count("triggered_response")).isEqualTo(1);
        assertThat(party.query("SELECT occasion FROM triggered_notice")).containsExactly("CLICKED");
    }

    @Test
    void rolls_up_once() {
        begun(1);
        begun(2);
        faults.loseAnswer("INSERT INTO triggered_rollup");
        assertThatThrownBy(() -> store.store().reports().rollUp()).isInstanceOf(StoreException.class);
        assertThat(counted()).isEqualTo(Map.of(Measure.TRIGGERED, 2L));
        assertThat(party.count("triggered_tally")).isZero();
        assertThat(counted()).isEqualTo(Map.of(Measure.TRIGGERED, 2L));
    }

    private Map<Measure, Long> counted() {
        return Letters.counted(store.store()).measures();
    }

    private QueuedMessage begun(long number) {
        store.accept(number);
        QueuedMessage message = store.outbox().claim(LANE, 1).get(0);
        store.outbox().begin(Set.of(id(number)));
        return message;
    }

    private void letGo() {
        while (store.isCalled()) {
            store.nextCall();
        }
        party.tidyUp();
        assertThat(store.nextCall()).isEqualTo(StoreParty.ALL);
    }
}
