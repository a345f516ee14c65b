package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attempt;
import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.RetryVerdict;
import dev.triggered.SmtpReply;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.feedback.Aftermath;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.DeadLetterOffice.Revival;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.FeedbackLog.Consequence;
import dev.triggered.spi.FeedbackLog.Filed;
import dev.triggered.spi.FeedbackLog.Filing;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.SuppressionList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What came back for messages, and what follows from it. */
abstract class StoreReturning extends StoreScenarios {
    private static final EmailAddress JANE = EmailAddress.parse("Jane@example.com");
    private static final SmtpReply FULL = new SmtpReply(452, "4.2.2", "mailbox full");
    private static final Suppression.Origin ORIGIN = new Suppression.Origin(START, "feedback", "a note");
    private static final Consequence NONE = new Consequence.None();
    private static final Consequence SUPPRESSING = new Consequence.Suppressing(SuppressionReason.HARD_BOUNCE, ORIGIN);
    private static final int IN_A_ROW = 3;

    StoreReturning(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void a_message_that_was_sent_bounces_and_is_complained_about_once_each() {
        QueuedMessage message = sent();
        FeedbackReport bounce = report(message, BounceReason.USER_UNKNOWN, Proof.RETURN_PATH);
        FeedbackReport complaint = report(message, BounceReason.COMPLAINT, Proof.MESSAGE_ID);

        assertThat(file(bounce, NONE)).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(history(message).state()).isEqualTo(MessageState.BOUNCED);
        assertThat(file(bounce, NONE)).isEqualTo(FeedbackVerdict.DUPLICATE);
        assertThat(file(complaint, NONE)).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(file(complaint, NONE)).isEqualTo(FeedbackVerdict.DUPLICATE);
        assertThat(history(message).state()).isEqualTo(MessageState.COMPLAINED);
        assertThat(aftermath(message).reports()).containsExactlyInAnyOrder(bounce, complaint);
    }

    @Test
    void one_that_is_complained_about_stays_so() {
        QueuedMessage message = sent();
        file(report(message, BounceReason.COMPLAINT, Proof.MESSAGE_ID), NONE);

        assertThat(file(report(message, BounceReason.MAILBOX_FULL, Proof.RETURN_PATH), NONE))
                .isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(history(message).state()).isEqualTo(MessageState.COMPLAINED);
    }

    @Test
    void one_that_is_sent_again_may_come_back_again() {
        QueuedMessage message = begunTo(JANE);
        Attempt first = attempt(message, SendResults.refused(550, "no"));
        Instant kept = clock.instant().plus(Duration.ofDays(7));
        outbox().record(List.of(new Outcome.Ended(id(message), MessageState.FAILED, first, kept)));
        FeedbackReport bounce = report(message, BounceReason.MAILBOX_FULL, Proof.DIALOGUE);
        assertThat(file(bounce, NONE)).isEqualTo(FeedbackVerdict.RECORDED);

        assertThat(store().deadLetters().revive(List.of(new Revival(id(message), message.route(), message.schedule()))))
                .containsExactly(RetryVerdict.QUEUED);
        assertThat(aftermath(message).reports()).isEmpty();
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        outbox().begin(Set.of(id(again)));
        ended(again, MessageState.SENT, SendResults.accepted());

        assertThat(file(report(message, BounceReason.MAILBOX_FULL, Proof.RETURN_PATH), SUPPRESSING))
                .isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(history(message).state()).isEqualTo(MessageState.BOUNCED);
    }

    @Test
    void says_which_state_a_report_led_to() {
        QueuedMessage message = sent();
        FeedbackReport bounce = report(message, BounceReason.USER_UNKNOWN, Proof.RETURN_PATH);
        Filing filing = Filing.of(bounce, NONE);

        List<Filed> answers = store().feedback().file(List.of(filing, filing));

        assertThat(answers)
                .extracting(Filed::verdict)
                .containsExactly(FeedbackVerdict.RECORDED, FeedbackVerdict.DUPLICATE);
        assertThat(answers.get(0).step()).hasValueSatisfying(step -> {
            assertThat(step.message()).isEqualTo(message.info());
            assertThat(step.state()).isEqualTo(MessageState.BOUNCED);
            assertThat(step.reason()).isEqualTo(FULL.toString());
        });
        assertThat(answers.get(1).step()).isEmpty();
        assertThat(store().feedback().file(List.of())).isEmpty();
    }

    @Test
    void an_uncertain_message_that_bounces_was_sent() {
        QueuedMessage message = begun();
        ended(message, MessageState.UNCERTAIN, SendResults.uncertain());
        file(report(message, BounceReason.BLOCKED, Proof.RETURN_PATH), NONE);
        assertThat(history(message).state()).isEqualTo(MessageState.BOUNCED);
    }

    @Test
    void a_message_that_has_not_ended_or_was_not_sent_stays_what_it_is() {
        QueuedMessage failed = begun();
        ended(failed, MessageState.FAILED, SendResults.refused(550, "no"));
        QueuedMessage sending = begun();
        for (QueuedMessage message : List.of(failed, sending)) {
            Filed filed = store().feedback()
                    .file(List.of(Filing.of(report(message, BounceReason.USER_UNKNOWN, Proof.DIALOGUE), SUPPRESSING)))
                    .get(0);
            assertThat(filed).isEqualTo(Filed.as(FeedbackVerdict.SUPPRESSED));
            assertThat(aftermath(message).reports()).hasSize(1);
        }
        assertThat(history(failed).state()).isEqualTo(MessageState.FAILED);
        assertThat(history(sending).state()).isEqualTo(MessageState.SENDING);
        ended(sending, MessageState.FAILED, SendResults.refused(550, "no"));
        assertThat(history(sending).state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void a_message_that_is_not_known_takes_no_report_and_no_response() {
        QueuedMessage stranger = message();
        assertThat(file(report(stranger, BounceReason.USER_UNKNOWN, Proof.RETURN_PATH), SUPPRESSING))
                .isEqualTo(FeedbackVerdict.UNKNOWN_MESSAGE);
        store().feedback().record(List.of(response(stranger, 1, 0)));
        assertThat(suppressions()).isEmpty();
    }

    @Test
    void the_recipient_of_the_message_is_suppressed_at_once_whatever_its_case() {
        QueuedMessage message = sent();
        assertThat(file(report(message, BounceReason.USER_UNKNOWN, Proof.RETURN_PATH), SUPPRESSING))
                .isEqualTo(FeedbackVerdict.SUPPRESSED);

        assertThat(suppressions()).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo(SuppressionReason.HARD_BOUNCE);
            assertThat(entry.stream()).isEqualTo(SuppressionList.ALL_STREAMS);
            assertThat(entry.origin()).isEqualTo(ORIGIN);
        });
        assertThat(accept(NewMessage.of(toJane()))).isEqualTo(new Acceptance.Suppressed(SuppressionReason.HARD_BOUNCE));
    }

    @Test
    void a_message_that_was_handed_over_before_its_recipient_was_suppressed_is_not_begun() {
        QueuedMessage bounced = sent();
        QueuedMessage waiting = toJane();
        accept(NewMessage.of(waiting).handedOver());
        file(report(bounced, BounceReason.USER_UNKNOWN, Proof.RETURN_PATH), SUPPRESSING);

        assertThat(outbox().begin(Set.of(id(waiting)))).isEmpty();
        assertThat(outbox().suppressed(Set.of(id(waiting)))).containsValue(SuppressionReason.HARD_BOUNCE);
    }

    @Test
    void a_better_proof_takes_the_place_of_an_address() {
        QueuedMessage message = sent();
        FeedbackReport unproven = report(message, BounceReason.HOST_UNKNOWN, Proof.ADDRESS);
        FeedbackReport proven = report(message, BounceReason.USER_UNKNOWN, Proof.MESSAGE_ID);

        assertThat(file(unproven, NONE)).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(file(unproven, NONE)).isEqualTo(FeedbackVerdict.DUPLICATE);
        assertThat(file(proven, SUPPRESSING)).isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(file(proven, SUPPRESSING)).isEqualTo(FeedbackVerdict.DUPLICATE);
        assertThat(file(unproven, NONE)).isEqualTo(FeedbackVerdict.DUPLICATE);
        assertThat(aftermath(message).reports()).containsExactly(proven);
    }

    @Test
    void soft_bounces_in_a_row_suppress_whatever_the_order_in_which_they_are_reported() {
        QueuedMessage first = sent();
        pass(Duration.ofHours(1));
        QueuedMessage second = sent();
        pass(Duration.ofHours(1));
        QueuedMessage third = sent();

        assertThat(soft(third)).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(soft(first)).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(soft(first)).isEqualTo(FeedbackVerdict.DUPLICATE);
        assertThat(suppressions()).isEmpty();
        assertThat(soft(second)).isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(suppressions())
                .extracting(SuppressionList.Entry::reason)
                .containsExactly(SuppressionReason.HARD_BOUNCE);
    }

    @Test
    void soft_bounces_that_come_together_are_counted_together() {
        List<Filing> filings = IntStream.range(0, IN_A_ROW)
                .mapToObj(n -> Filing.of(report(sent(), BounceReason.MAILBOX_FULL, Proof.RETURN_PATH), counting()))
                .toList();
        assertThat(store().feedback().file(filings))
                .extracting(Filed::verdict)
                .containsExactly(FeedbackVerdict.RECORDED, FeedbackVerdict.RECORDED, FeedbackVerdict.SUPPRESSED);
    }

    @Test
    void a_message_that_arrived_begins_a_new_row_also_for_reports_that_come_late() {
        QueuedMessage early = sent();
        QueuedMessage earlyToo = sent();
        pass(Duration.ofHours(1));
        soft(early);
        QueuedMessage arrived = sent();
        pass(Duration.ofHours(4));
        soft(sent());
        assertThat(soft(earlyToo)).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(soft(sent())).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(soft(sent())).isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(history(arrived).state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void a_message_that_may_still_come_back_has_not_arrived() {
        soft(sent());
        pass(Duration.ofHours(1));
        sent();
        pass(Duration.ofHours(1));
        soft(sent());
        assertThat(soft(sent())).isEqualTo(FeedbackVerdict.SUPPRESSED);
    }

    @Test
    void an_address_whose_suppression_is_lifted_begins_anew() {
        IntStream.range(0, IN_A_ROW).forEach(n -> soft(sent()));
        assertThat(suppressions()).hasSize(1);
        store().suppressions().remove(suppressions().get(0).place());

        assertThat(soft(sent())).isEqualTo(FeedbackVerdict.RECORDED);
    }

    @Test
    void responses_are_kept_once_and_by_their_time() {
        QueuedMessage message = sent();
        QueuedMessage other = sent();
        Response click = response(message, Long.MAX_VALUE, 2);
        pass(Duration.ofSeconds(1));
        Response open = response(message, -1, 0);
        store().feedback().record(List.of(open, click, response(other, -1, 0)));
        store().feedback().record(List.of(click, open));
        store().feedback().record(List.of());

        assertThat(aftermath(message).responses()).containsExactly(click, open);
        assertThat(aftermath(other).responses()).hasSize(1);
        assertThat(history(message).state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void so_many_responses_are_kept_and_no_more() {
        QueuedMessage message = sent();
        List<Response> many = new ArrayList<>();
        for (int i = 0; i < FeedbackLog.MOST_RESPONSES + 10; i++) {
            many.add(response(message, i, 0));
        }
        store().feedback().record(many.subList(0, 150));
        store().feedback().record(many.subList(100, many.size()));

        assertThat(aftermath(message).responses()).hasSize(FeedbackLog.MOST_RESPONSES);
    }

    @Test
    void the_last_message_to_an_address_is_found_whether_it_came_back_or_not() {
        sent();
        pass(Duration.ofHours(1));
        QueuedMessage last = sent();
        begunTo(JANE);
        file(report(last, BounceReason.MAILBOX_FULL, Proof.RETURN_PATH), NONE);
        EmailAddress jane = EmailAddress.parse("jANE@example.com");

        assertThat(store().feedback().lastSentTo(jane, START))
                .map(MessageInfo::id)
                .hasValue(id(last));
        assertThat(store().feedback().lastSentTo(jane, clock.instant()))
                .map(MessageInfo::id)
                .hasValue(id(last));
        assertThat(store().feedback().lastSentTo(jane, clock.instant().plusSeconds(1)))
                .isEmpty();
        assertThat(store().feedback().lastSentTo(EmailAddress.parse("joe@example.com"), START))
                .isEmpty();
    }

    @Test
    void mails_that_are_about_no_message_are_kept_once_and_forgotten() {
        for (int i = 0; i < 3; i++) {
            store().feedback().keep(new UnmatchedMail(0, START, "mail " + i, "Subject: \u00ff\u0000" + i));
            store().feedback()
                    .keep(new UnmatchedMail(0, START.plusSeconds(1), "mail " + i, "Subject: \u00ff\u0000" + i));
        }
        List<UnmatchedMail> kept = store().feedback().unmatched(Long.MAX_VALUE, 10);
        assertThat(kept).extracting(UnmatchedMail::summary).containsExactly("mail 2", "mail 1", "mail 0");
        assertThat(kept.get(0).head()).isEqualTo("Subject: \u00ff\u00002");
        assertThat(kept.get(0).at()).isEqualTo(START);
        assertThat(store().feedback().unmatched(Long.MAX_VALUE, 1)).containsExactly(kept.get(0));
        assertThat(store().feedback().unmatched(kept.get(0).number(), 10)).containsExactly(kept.get(1), kept.get(2));

        assertThat(store().feedback().forget(kept.get(1).number())).isTrue();
        assertThat(store().feedback().forget(kept.get(1).number())).isFalse();
        assertThat(store().feedback().unmatched(Long.MAX_VALUE, 10)).containsExactly(kept.get(0), kept.get(2));
    }

    private QueuedMessage sent() {
        QueuedMessage message = begunTo(JANE);
        ended(message, MessageState.SENT, SendResults.accepted());
        return message;
    }

    private QueuedMessage begunTo(EmailAddress address) {
        QueuedMessage message = accepted(to(address));
        outbox().claim(LANE, 1);
        outbox().begin(Set.of(id(message)));
        return message;
    }

    private QueuedMessage toJane() {
        return to(JANE);
    }

    private QueuedMessage to(EmailAddress address) {
        return Samples.message(
                address, new QueuedMessage.Route(1, LANE), messageDue(0).schedule());
    }

    private void pass(Duration time) {
        clock.advance(time);
    }

    private FeedbackVerdict soft(QueuedMessage message) {
        return file(report(message, BounceReason.MAILBOX_FULL, Proof.RETURN_PATH), counting());
    }

    private Consequence counting() {
        return new Consequence.Counting(IN_A_ROW, clock.instant().minus(Duration.ofHours(3)), ORIGIN);
    }

    private FeedbackVerdict file(FeedbackReport report, Consequence consequence) {
        return store().feedback()
                .file(List.of(Filing.of(report, consequence)))
                .get(0)
                .verdict();
    }

    private FeedbackReport report(QueuedMessage message, BounceReason reason, Proof proof) {
        SmtpReply reply = reason == BounceReason.COMPLAINT ? SmtpReply.none("", "") : FULL;
        return new FeedbackReport(id(message), reason, reply, new Origin(proof, "mx.example", clock.instant()));
    }

    private Response response(QueuedMessage message, long key, int link) {
        MessageId id = id(message);
        return new Response(key, id, link, clock.instant(), Responder.PERSON, ClientFamily.BROWSER);
    }

    private Aftermath aftermath(QueuedMessage message) {
        return history(message).note().aftermath();
    }

    private List<SuppressionList.Entry> suppressions() {
        return store().suppressions().of("jane@example.com");
    }
}
