package dev.triggered.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MessageState;
import dev.triggered.Verdict;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.tracking.ReadingKind;
import dev.triggered.tracking.intake.IntakeResult.Ignored;
import dev.triggered.tracking.intake.IntakeResult.Outcome;
import dev.triggered.tracking.intake.IntakeResult.Recorded;
import dev.triggered.tracking.intake.IntakeResult.Unmatched;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BounceIntakeTest {
    private static final String JANE = "jane@customer.example";
    private static final String JOE = "joe@customer.example";

    private ReturnShop shop;

    @BeforeEach
    void open() {
        shop = ReturnShop.open();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private IntakeResult accept(byte[] mail) {
        return shop.tracking().accept(mail);
    }

    private static Outcome onlyOutcome(IntakeResult result) {
        assertThat(result).isInstanceOf(Recorded.class);
        List<Outcome> outcomes = ((Recorded) result).outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private boolean isSuppressed(String address) {
        return !shop.mail().suppressions().find(address).isEmpty();
    }

    @Test
    void whoever_bounced_at_the_return_path_is_not_written_to_again() {
        CapturedMail sent = shop.sendTo(JANE);

        Outcome outcome = onlyOutcome(accept(Returned.bounce(sent.sender(), JANE, "rewritten@relay.example")));

        assertThat(outcome.verdict()).isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(outcome.report().message()).isEqualTo(ReturnShop.idOf(sent));
        assertThat(outcome.report().reason()).isEqualTo(BounceReason.USER_UNKNOWN);
        assertThat(outcome.report().origin().proof()).isEqualTo(Proof.RETURN_PATH);
        assertThat(outcome.report().origin().host()).isEqualTo("mx.customer.example");
        assertThat(shop.stateOf(sent)).isEqualTo(MessageState.BOUNCED);
        assertThat(shop.trigger(JANE)).isEqualTo(Verdict.SUPPRESSED);
    }

    @Test
    void the_same_mail_counts_once() {
        CapturedMail sent = shop.sendTo(JANE);
        byte[] bounce = Returned.bounce(sent.sender(), JANE, ReturnShop.messageIdOf(sent));

        assertThat(onlyOutcome(accept(bounce)).verdict()).isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(onlyOutcome(accept(bounce)).verdict()).isEqualTo(FeedbackVerdict.DUPLICATE);
    }

    @Test
    void a_bounce_that_went_elsewhere_is_known_by_the_message_id() {
        CapturedMail sent = shop.sendTo(JANE);

        Outcome outcome =
                onlyOutcome(accept(Returned.bounce("orders@acme.example", JANE, ReturnShop.messageIdOf(sent))));

        assertThat(outcome.verdict()).isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(outcome.report().origin().proof()).isEqualTo(Proof.MESSAGE_ID);
    }

    @Test
    void a_bounce_that_only_names_the_address_is_recorded_and_suppresses_nobody() {
        CapturedMail sent = shop.sendTo(JANE);

        Outcome outcome = onlyOutcome(accept(Returned.bounce("orders@acme.example", "JANE@customer.example", "1@x")));

        assertThat(outcome.verdict()).isEqualTo(FeedbackVerdict.RECORDED);
        assertThat(outcome.report().message()).isEqualTo(ReturnShop.idOf(sent));
        assertThat(outcome.report().origin().proof()).isEqualTo(Proof.ADDRESS);
        assertThat(isSuppressed(JANE)).isFalse();
    }

    @Test
    void an_address_is_no_proof_where_the_window_is_closed() {
        try (ReturnShop strict = ReturnShop.open(tracking -> tracking.window(Duration.ZERO))) {
            CapturedMail sent = strict.sendTo(JANE);

            assertThat(strict.tracking().accept(Returned.bounce("orders@acme.example", JANE, "1@x")))
                    .isInstanceOf(Unmatched.class);
            assertThat(strict.stateOf(sent)).isEqualTo(MessageState.SENT);
        }
    }

    @Test
    void a_bounce_about_nobody_who_was_written_to_is_kept_for_a_look() {
        IntakeResult result = accept(Returned.bounce("orders@acme.example", "stranger@customer.example", "1@x"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Unmatched.class,
                        unmatched -> assertThat(unmatched.summary())
                                .isEqualTo(
                                        "BOUNCE about stranger@customer.example: USER_UNKNOWN; Message-ID 1@x; no message is known"));
        assertThat(shop.mail().feedback().unmatched(Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(kept -> assertThat(kept.head()).startsWith("Return-Path: <>\r\n"));
    }

    @Test
    void a_forged_return_path_is_worth_less_than_none() {
        CapturedMail sent = shop.sendTo(JANE);
        String forged = sent.sender().replaceFirst("[0-9a-z]{16}@", "aaaaaaaaaaaaaaaa@");

        IntakeResult result = accept(Returned.bounce(forged, JANE, ReturnShop.messageIdOf(sent)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Unmatched.class,
                        unmatched ->
                                assertThat(unmatched.summary()).endsWith("; a return path that was not signed here"));
        assertThat(shop.stateOf(sent)).isEqualTo(MessageState.SENT);
        assertThat(isSuppressed(JANE)).isFalse();
        assertThat(shop.kept()).isEqualTo(1);
    }

    @Test
    void nobody_bounces_another_ones_address_by_the_own_return_path() {
        CapturedMail toJane = shop.sendTo(JANE);
        CapturedMail toJoe = shop.sendTo(JOE);
        String swapped = toJoe.sender()
                .replace(ReturnShop.idOf(toJoe).value(), ReturnShop.idOf(toJane).value());

        Outcome own = onlyOutcome(accept(Returned.bounce(toJoe.sender(), JANE, ReturnShop.messageIdOf(toJane))));
        IntakeResult others = accept(Returned.bounce(swapped, JANE, "1@x"));

        assertThat(own.report().message()).isEqualTo(ReturnShop.idOf(toJoe));
        assertThat(others).isInstanceOf(Unmatched.class);
        assertThat(isSuppressed(JANE)).isFalse();
        assertThat(isSuppressed(JOE)).isTrue();
        assertThat(shop.stateOf(toJane)).isEqualTo(MessageState.SENT);
    }

    @Test
    void of_several_recipients_the_one_of_the_message_counts() {
        CapturedMail sent = shop.sendTo(JANE);
        String fields = Returned.fields(JOE, "failed", "5.1.1", "550 5.1.1 User unknown") + "\n"
                + Returned.fields("Jane@Customer.example", "failed", "4.2.2", "452 4.2.2 Mailbox full");

        Outcome outcome = onlyOutcome(accept(Returned.report(sent.sender(), "1@x", fields)));

        assertThat(outcome.report().reason()).isEqualTo(BounceReason.MAILBOX_FULL);
        assertThat(outcome.verdict()).isEqualTo(FeedbackVerdict.RECORDED);
    }

    @Test
    void of_several_recipients_that_mail_was_forwarded_to_the_worst_counts() {
        CapturedMail sent = shop.sendTo(JANE);
        String fields = Returned.fields("a@elsewhere.example", "failed", "4.2.2", "452 4.2.2 Mailbox full") + "\n"
                + Returned.fields("b@elsewhere.example", "failed", "5.1.1", "550 5.1.1 User unknown");

        Outcome outcome = onlyOutcome(accept(Returned.report(sent.sender(), "1@x", fields)));

        assertThat(outcome.report().reason()).isEqualTo(BounceReason.USER_UNKNOWN);
    }

    @Test
    void a_complaint_that_hides_its_sender_is_known_by_the_message_id() {
        CapturedMail sent = shop.sendTo(JANE);

        Outcome outcome = onlyOutcome(accept(Returned.complaint(ReturnShop.messageIdOf(sent))));

        assertThat(outcome.verdict()).isEqualTo(FeedbackVerdict.SUPPRESSED);
        assertThat(shop.stateOf(sent)).isEqualTo(MessageState.COMPLAINED);
    }

    @Test
    void somebody_who_is_away_has_no_consequences() {
        CapturedMail sent = shop.sendTo(JANE);

        assertThat(accept(Returned.vacation(sent.sender()))).isEqualTo(new Ignored(ReadingKind.AUTO_REPLY));
        assertThat(shop.stateOf(sent)).isEqualTo(MessageState.SENT);
        assertThat(shop.kept()).isZero();
    }

    @Test
    void a_mail_that_is_late_has_no_consequences() {
        CapturedMail sent = shop.sendTo(JANE);
        String fields = Returned.fields(JANE, "delayed", "4.4.1", "connect timed out");

        assertThat(onlyOutcome(accept(Returned.report(sent.sender(), "1@x", fields)))
                        .verdict())
                .isEqualTo(FeedbackVerdict.WITHOUT_CONSEQUENCE);
        assertThat(accept(Returned.report("orders@acme.example", "1@x", fields)))
                .isEqualTo(new Ignored(ReadingKind.DELAYED));
        assertThat(shop.kept()).isZero();
    }

    @Test
    void what_a_person_writes_to_the_return_path_is_kept_for_a_look() {
        CapturedMail sent = shop.sendTo(JANE);

        assertThat(accept(Returned.letter(sent.sender()))).isInstanceOf(Unmatched.class);
        assertThat(shop.kept()).isEqualTo(1);
    }

    @Test
    void a_stream_that_fails_is_the_callers() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatThrownBy(() -> shop.tracking().accept(closed)).isInstanceOf(IOException.class);
    }
}
