package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackReport.Origin;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.spi.RefusalReader;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What follows from what came back, and from what a relay refused. */
class FeedbackTest {
    private static final SmtpReply UNKNOWN = new SmtpReply(550, "5.1.1", "no such user");
    private static final SmtpReply FULL = new SmtpReply(452, "4.2.2", "mailbox full");
    private static final RefusalReader BY_CODE =
            reply -> reply.code() == 552 ? BounceReason.MAILBOX_FULL : BounceReason.USER_UNKNOWN;

    private static Shop shop(UnaryOperator<FeedbackSettings> feedback, SendResult... results) {
        return new Shop()
                .with(Shop.stream("orders"))
                .with(CapturingDispatcher.create().answering(results))
                .feedback(feedback)
                .open();
    }

    private static Shop shop() {
        return shop(settings -> settings.softInARow(3));
    }

    private static MessageId sent(Shop shop) {
        MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
        shop.awaitState(id, MessageState.SENT);
        return id;
    }

    private static FeedbackVerdict report(Shop shop, MessageId id, BounceReason reason, SmtpReply reply, Proof proof) {
        return shop.mail()
                .feedback()
                .record(new FeedbackReport(id, reason, reply, new Origin(proof, "mx.example", shop.clock.instant())));
    }

    private static FeedbackVerdict soft(Shop shop, MessageId id) {
        return report(shop, id, BounceReason.MAILBOX_FULL, FULL, Proof.RETURN_PATH);
    }

    private static List<Suppression> suppressions(Shop shop) {
        return shop.mail().suppressions().find("jane1@example.com");
    }

    @Test
    void has_a_recipient_whose_mailbox_does_not_exist_never_written_to_again() {
        try (Shop shop = shop()) {
            MessageId id = sent(shop);

            assertThat(report(shop, id, BounceReason.USER_UNKNOWN, UNKNOWN, Proof.RETURN_PATH))
                    .isEqualTo(FeedbackVerdict.SUPPRESSED);

            assertThat(shop.trigger(Shop.order(1)).suppression()).hasValue(SuppressionReason.HARD_BOUNCE);
            assertThat(suppressions(shop)).singleElement().satisfies(suppression -> {
                assertThat(suppression.stream()).isEmpty();
                assertThat(suppression.origin().by()).isEqualTo("feedback");
                assertThat(suppression.origin().note()).isEqualTo("550 5.1.1 no such user");
            });
            shop.awaitSteps(id, MessageState.QUEUED, MessageState.SENDING, MessageState.SENT, MessageState.BOUNCED);
            assertThat(shop.mail()
                            .messages()
                            .find(id)
                            .orElseThrow()
                            .note()
                            .aftermath()
                            .reports())
                    .extracting(FeedbackReport::reason)
                    .containsExactly(BounceReason.USER_UNKNOWN);
        }
    }

    @Test
    void has_who_complained_not_written_to_unless_operational_mail_may() {
        try (Shop shop = shop()) {
            MessageId id = sent(shop);

            assertThat(report(shop, id, BounceReason.COMPLAINT, SmtpReply.none("", ""), Proof.MESSAGE_ID))
                    .isEqualTo(FeedbackVerdict.SUPPRESSED);

            shop.awaitState(id, MessageState.COMPLAINED);
            assertThat(shop.trigger(Shop.order(1)).suppression()).hasValue(SuppressionReason.SPAM_COMPLAINT);
            shop.mail().suppressions().transactionalOptIn(true);
            assertThat(shop.trigger(Shop.order(1)).verdict()).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void counts_soft_bounces_in_a_row_until_they_are_enough() {
        try (Shop shop = shop()) {
            MessageId first = sent(shop);
            assertThat(soft(shop, first)).isEqualTo(FeedbackVerdict.RECORDED);
            assertThat(soft(shop, first)).isEqualTo(FeedbackVerdict.DUPLICATE);
            shop.clock.advance(Duration.ofDays(2));
            assertThat(soft(shop, sent(shop))).isEqualTo(FeedbackVerdict.RECORDED);
            shop.clock.advance(Duration.ofDays(2));
            assertThat(soft(shop, sent(shop))).isEqualTo(FeedbackVerdict.SUPPRESSED);

            assertThat(suppressions(shop)).singleElement().satisfies(suppression -> {
                assertThat(suppression.reason()).isEqualTo(SuppressionReason.HARD_BOUNCE);
                assertThat(suppression.origin().note())
                        .isEqualTo("3 soft bounces in a row, at last: 452 4.2.2 mailbox full");
            });
        }
    }

    @Test
    void begins_to_count_again_behind_a_message_that_arrived() {
        try (Shop shop = shop()) {
            soft(shop, sent(shop));
            shop.clock.advance(Duration.ofHours(1));
            soft(shop, sent(shop));
            shop.clock.advance(Duration.ofHours(1));
            MessageId arrived = sent(shop);
            shop.clock.advance(Duration.ofDays(1));

            assertThat(soft(shop, sent(shop))).isEqualTo(FeedbackVerdict.RECORDED);
            shop.clock.advance(Duration.ofHours(1));
            assertThat(soft(shop, sent(shop))).isEqualTo(FeedbackVerdict.RECORDED);
            assertThat(shop.mail().messages().find(arrived).orElseThrow().state())
                    .isEqualTo(MessageState.SENT);
        }
    }

    @Test
    void suppresses_nobody_by_a_report_that_names_an_address_alone() {
        try (Shop shop = shop()) {
            MessageId id = sent(shop);

            assertThat(report(shop, id, BounceReason.USER_UNKNOWN, UNKNOWN, Proof.ADDRESS))
                    .isEqualTo(FeedbackVerdict.RECORDED);
            assertThat(suppressions(shop)).isEmpty();
            shop.awaitState(id, MessageState.BOUNCED);

            assertThat(report(shop, id, BounceReason.USER_UNKNOWN, UNKNOWN, Proof.MESSAGE_ID))
                    .isEqualTo(FeedbackVerdict.SUPPRESSED);
        }
        try (Shop trusting = shop(FeedbackSettings::trustAddresses)) {
            assertThat(report(trusting, sent(trusting), BounceReason.USER_UNKNOWN, UNKNOWN, Proof.ADDRESS))
                    .isEqualTo(FeedbackVerdict.SUPPRESSED);
        }
    }

    @Test
    void draws_no_consequence_from_a_block_and_from_what_is_no_bounce() {
        try (Shop shop = shop()) {
            MessageId id = sent(shop);

            for (BounceReason reason : List.of(
                    BounceReason.DELAYED, BounceReason.DELIVERED, BounceReason.VACATION, BounceReason.AUTO_REPLY)) {
                assertThat(report(shop, id, reason, SmtpReply.none("", ""), Proof.RETURN_PATH))
                        .isEqualTo(FeedbackVerdict.WITHOUT_CONSEQUENCE);
            }
            assertThat(shop.mail().messages().find(id).orElseThrow().state()).isEqualTo(MessageState.SENT);
            assertThat(report(shop, id, BounceReason.SPAM_DETECTED, UNKNOWN, Proof.RETURN_PATH))
                    .isEqualTo(FeedbackVerdict.RECORDED);
            shop.awaitState(id, MessageState.BOUNCED);
            assertThat(suppressions(shop)).isEmpty();
        }
    }

    @Test
    void knows_nothing_of_a_message_that_never_was() {
        try (Shop shop = shop()) {
            MessageId id = new MessageId("0".repeat(26));

            assertThat(report(shop, id, BounceReason.USER_UNKNOWN, UNKNOWN, Proof.RETURN_PATH))
                    .isEqualTo(FeedbackVerdict.UNKNOWN_MESSAGE);
            assertThatThrownBy(() -> shop.mail().feedback().unmatched(Long.MAX_VALUE, 1_001))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void suppresses_whom_a_relay_refuses_for_good() {
        try (Shop shop = shop(settings -> settings.refusals(BY_CODE), SendResults.refused(550, "no such user"))) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.awaitSteps(id, MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED);

            TriggerReceipt.Answer answer = shop.trigger(Shop.order(1));
            assertThat(answer.verdict()).isEqualTo(Verdict.SUPPRESSED);
            assertThat(answer.suppression()).hasValue(SuppressionReason.HARD_BOUNCE);
            assertThat(shop.mail()
                            .messages()
                            .find(id)
                            .orElseThrow()
                            .note()
                            .aftermath()
                            .reports())
                    .singleElement()
                    .satisfies(report -> {
                        assertThat(report.origin().proof()).isEqualTo(Proof.DIALOGUE);
                        assertThat(report.reply().text()).isEqualTo("no such user");
                    });
        }
    }

    @Test
    void counts_soft_refusals_with_soft_bounces() {
        SendResult full = SendResults.refused(552, "mailbox full");
        try (Shop shop = shop(settings -> settings.refusals(BY_CODE).softInARow(2), full, full)) {
            for (int i = 0; i < 2; i++) {
                MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
                shop.awaitState(id, MessageState.FAILED);
            }

            assertThat(shop.trigger(Shop.order(1)).suppression()).hasValue(SuppressionReason.HARD_BOUNCE);
        }
    }

    @Test
    void a_mail_that_cannot_be_made_says_nothing_about_its_recipient() {
        SendResult unmade = new SendResult.Refused("relay.example:25", SmtpReply.none("5.6.0", "it cannot be made"));
        try (Shop shop = shop(settings -> settings.refusals(reply -> BounceReason.USER_UNKNOWN), unmade)) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.awaitState(id, MessageState.FAILED);

            assertThat(shop.trigger(Shop.order(1)).verdict()).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void takes_refusals_for_nothing_where_nobody_reads_them_or_the_reader_fails() {
        RefusalReader broken = reply -> {
            throw new IllegalStateException("no idea");
        };
        SendResult refused = SendResults.refused(550, "no such user");
        for (UnaryOperator<FeedbackSettings> settings :
                List.<UnaryOperator<FeedbackSettings>>of(given -> given, given -> given.refusals(broken))) {
            try (Shop shop = shop(settings, refused)) {
                MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
                shop.awaitState(id, MessageState.FAILED);

                assertThat(suppressions(shop)).isEmpty();
            }
        }
    }

    @Test
    void gives_each_message_the_return_path_that_it_is_told() {
        try (Shop shop = shop(settings ->
                settings.returnPaths((id, stream) -> new EmailAddress("bounces+" + id, "notify.acme.example")))) {
            MessageId id = sent(shop);

            assertThat(shop.dispatcher().mails())
                    .extracting(CapturedMail::sender)
                    .containsExactly("bounces+" + id + "@notify.acme.example");
        }
    }

    @Test
    void sends_from_the_stream_where_a_return_path_cannot_be_had() {
        try (Shop shop = shop(settings -> settings.returnPaths((id, stream) -> {
            throw new IllegalStateException("no key");
        }))) {
            sent(shop);

            assertThat(shop.dispatcher().mails())
                    .extracting(CapturedMail::sender)
                    .containsExactly("orders@notify.acme.example");
        }
    }

    @Test
    void finds_messages_by_recipient_stream_state_and_time_page_by_page() {
        try (Shop shop = shop()) {
            MessageId first = sent(shop);
            shop.clock.advance(Duration.ofHours(1));
            MessageId second = sent(shop);
            MessageId other = shop.trigger(Shop.order(2)).messageId().orElseThrow();
            shop.awaitState(other, MessageState.SENT);
            soft(shop, first);

            Messages messages = shop.mail().messages();
            MessageQuery jane = MessageQuery.all().to("Jane1@Example.com");
            assertThat(ids(messages.search(jane))).containsExactly(second, first);
            assertThat(ids(messages.search(jane.in(MessageState.BOUNCED)))).containsExactly(first);
            assertThat(ids(messages.search(jane.acceptedBetween(
                            shop.clock.instant(), shop.clock.instant().plusMillis(1)))))
                    .containsExactly(second);
            shop.mail().streams().rename("orders", "receipts");
            assertThat(ids(messages.search(jane.of("receipts")))).containsExactly(second, first);
            assertThat(ids(messages.search(jane.of("elsewhere")))).isEmpty();
            MessagePage page = messages.search(jane.limit(1));
            assertThat(ids(page)).containsExactly(second);
            MessagePage next = messages.search(jane.limit(1).after(page.next()));
            assertThat(ids(next)).containsExactly(first);
            assertThat(next.hasNext()).isFalse();
            assertThatThrownBy(() -> messages.search(jane.after("nowhere")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this cursor came from no page");
            assertThat(shop.mail().feedback().lastSentTo(EmailAddress.parse("jane1@example.com"), shop.clock.instant()))
                    .map(MessageInfo::id)
                    .hasValue(second);
        }
    }

    private static List<MessageId> ids(MessagePage page) {
        return page.messages().stream().map(found -> found.message().id()).toList();
    }
}
