package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.CancelVerdict;
import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterQuery;
import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.KeptMail;
import dev.triggered.KeptMail.Reason;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Messages;
import dev.triggered.Purpose;
import dev.triggered.RenderAs;
import dev.triggered.RenderedMail;
import dev.triggered.Resent;
import dev.triggered.Retention;
import dev.triggered.RetryCounts;
import dev.triggered.RetryVerdict;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.Verdict;
import dev.triggered.spi.MailStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an operator does with single messages and with dead letters, with a store below it. */
abstract class StoreRedelivering extends EngineScenarios {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");

    private final ManualClock clock = ManualClock.at(Samples.START);
    private final Queue<MessageStep> steps = new ConcurrentLinkedQueue<>();

    StoreRedelivering(Supplier<MailStore> factory) {
        super(factory, CapturingDispatcher.create());
    }

    @Override
    List<MailStream> defined() {
        return List.of(MailStream.named("orders")
                .on(ORDER)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .content(content("version 1"))
                .delivery(DeliveryPolicy.standard().expireAfter(Duration.ofHours(1)))
                .retention(Retention.standard().sent(Duration.ofDays(1)))
                .build());
    }

    @Override
    MailSettings settings() {
        return MailSettings.standard().time(clock).listener(steps::add);
    }

    @Test
    void a_message_that_waits_is_cancelled_and_never_sent() {
        MessageId id = trigger(to(1).notBefore(clock.instant().plusSeconds(60)));
        assertThat(messages().by("ana").cancel(id)).isEqualTo(CancelVerdict.CANCELLED);
        assertThat(history(id).state()).isEqualTo(MessageState.CANCELLED);
        assertThat(history(id).note().reason()).isEqualTo("cancelled by ana");
        assertThat(messages().cancel(id)).as("once more").isEqualTo(CancelVerdict.CANCELLED);
        clock.advance(Duration.ofMinutes(2));
        MessageId other = trigger(to(2));
        awaitState(other, MessageState.SENT);
        assertThat(dispatcher.attempts()).extracting(CapturedMail::recipient).containsExactly("jane2@example.com");
        assertThat(steps).extracting(MessageStep::state).contains(MessageState.CANCELLED);
    }

    @Test
    void a_message_that_the_lane_has_in_memory_is_cancelled_and_the_lane_goes_on() {
        dispatcher.hold();
        List<MessageId> ids = triggerSome(8);
        dispatcher.awaitUnderWay(4);
        MessageId fifth = ids.get(5);
        assertThat(messages().cancel(fifth)).isEqualTo(CancelVerdict.CANCELLED);
        assertThat(messages().cancel(ids.get(0))).isEqualTo(CancelVerdict.TOO_LATE);
        dispatcher.release();
        for (MessageId id : ids) {
            awaitState(id, id.equals(fifth) ? MessageState.CANCELLED : MessageState.SENT);
        }
        assertThat(dispatcher.attempts()).hasSize(7);
        assertThat(messages().cancel(ids.get(0))).isEqualTo(CancelVerdict.ENDED);
    }

    @Test
    void a_message_that_is_held_is_cancelled_and_its_stream_goes_on_without_it() {
        mail.streams().pause("orders");
        List<MessageId> ids = triggerSome(3);
        ids.forEach(id -> awaitState(id, MessageState.HELD));
        assertThat(messages().cancel(ids.get(1))).isEqualTo(CancelVerdict.CANCELLED);
        mail.streams().resume("orders");
        awaitState(ids.get(0), MessageState.SENT);
        awaitState(ids.get(2), MessageState.SENT);
        assertThat(dispatcher.attempts()).hasSize(2);
    }

    @Test
    void nobody_cancels_or_sends_again_what_is_not_known() {
        MessageId unknown = Samples.id();
        assertThat(messages().cancel(unknown)).isEqualTo(CancelVerdict.UNKNOWN_MESSAGE);
        assertThat(messages().retry(unknown)).isEqualTo(RetryVerdict.UNKNOWN_MESSAGE);
        assertThat(messages().resend(unknown).verdict()).isEqualTo(RetryVerdict.UNKNOWN_MESSAGE);
    }

    @Test
    void a_failed_message_is_retried_as_itself() {
        MessageId id = failed(1);
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.QUEUED);
        awaitState(id, MessageState.SENT);
        MessageHistory history = history(id);
        assertThat(history.attempts()).extracting(attempt -> attempt.number()).containsExactly(1, 2);
        List<CapturedMail> both = dispatcher.attempts();
        assertThat(both).hasSize(2);
        assertThat(both.get(1).messageId()).isEqualTo(both.get(0).messageId());
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.WAS_SENT);
    }

    @Test
    void a_message_that_expired_is_retried_with_a_new_time() {
        mail.streams().pause("orders");
        MessageId id = trigger(to(1));
        awaitState(id, MessageState.HELD);
        clock.advance(Duration.ofHours(2));
        mail.streams().resume("orders");
        awaitState(id, MessageState.EXPIRED);
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.QUEUED);
        awaitState(id, MessageState.SENT);
    }

    @Test
    void a_cancelled_message_is_retried() {
        MessageId id = trigger(to(1).notBefore(clock.instant().plusSeconds(60)));
        messages().cancel(id);
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.QUEUED);
        awaitState(id, MessageState.SENT);
    }

    @Test
    void of_two_who_retry_at_once_one_does() throws InterruptedException {
        MessageId id = failed(1);
        dispatcher.hold();
        Queue<RetryVerdict> verdicts = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> verdicts.add(messages().retry(id))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(verdicts)
                .containsExactlyInAnyOrder(
                        RetryVerdict.QUEUED, RetryVerdict.UNDER_WAY, RetryVerdict.UNDER_WAY, RetryVerdict.UNDER_WAY);
        dispatcher.release();
        awaitState(id, MessageState.SENT);
        assertThat(dispatcher.attempts()).hasSize(2);
    }

    @Test
    void a_message_of_a_paused_stream_is_retried_when_that_is_resumed() {
        MessageId id = failed(1);
        mail.streams().pause("orders");
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.HELD);
        awaitState(id, MessageState.HELD);
        assertThat(dispatcher.attempts()).hasSize(1);
        mail.streams().resume("orders");
        awaitState(id, MessageState.SENT);
    }

    @Test
    void a_message_of_a_stopped_or_deleted_stream_is_not_retried() {
        MessageId id = failed(1);
        mail.streams().stop("orders");
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.STREAM_STOPPED);
        mail.streams().delete("orders");
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.NO_STREAM);
        assertThat(history(id).state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void a_message_is_retried_by_the_version_of_now_and_under_the_new_name_of_its_stream() {
        MessageId id = failed(1);
        edit("version 2");
        mail.streams().rename("orders", "receipts");
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.QUEUED);
        awaitState(id, MessageState.SENT);
        assertThat(dispatcher.attempts()).extracting(CapturedMail::subject).containsExactly("version 1", "version 2");
    }

    @Test
    void a_message_is_retried_by_the_version_of_then_where_its_stream_is_pinned_to_that() {
        MessageId id = failed(1);
        mail.streams().pause("orders");
        edit("version 2");
        clock.advance(Duration.ofSeconds(1));
        mail.streams().resume("orders", RenderAs.AS_TRIGGERED);
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.QUEUED);
        awaitState(id, MessageState.SENT);
        assertThat(dispatcher.attempts()).extracting(CapturedMail::subject).containsOnly("version 1");
    }

    @Test
    void nobody_is_written_to_again_who_is_suppressed() {
        MessageId id = failed(1);
        MessageId sent = trigger(to(1));
        awaitState(sent, MessageState.SENT);
        mail.suppressions().add("jane1@example.com", SuppressionReason.HARD_BOUNCE);
        assertThat(messages().retry(id)).isEqualTo(RetryVerdict.SUPPRESSED);
        assertThat(messages().resend(sent)).isEqualTo(new Resent(RetryVerdict.SUPPRESSED, Optional.empty()));
    }

    @Test
    void a_retried_trigger_id_is_still_a_duplicate() {
        dispatcher.whenRecipient("jane1@example.com", SendResults.refused(550, "no"), SendResults.accepted());
        MessageId id = trigger(to(1).id("order-1"));
        awaitState(id, MessageState.FAILED);
        messages().retry(id);
        awaitState(id, MessageState.SENT);
        assertThat(mail.trigger(ORDER, to(1).id("order-1")).answers().get(0).verdict())
                .isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    void a_sent_message_is_resent_as_a_copy_from_the_newest_version() {
        MessageId id = trigger(to(1).id("order-1"));
        awaitState(id, MessageState.SENT);
        edit("version 2");
        Resent resent = messages().resend(id);
        assertThat(resent.verdict()).isEqualTo(RetryVerdict.QUEUED);
        MessageId copy = resent.copy().orElseThrow();
        awaitState(copy, MessageState.SENT);
        assertThat(copy).isNotEqualTo(id);
        assertThat(history(copy).note().original()).hasValue(id);
        assertThat(history(copy).message().version()).isEqualTo(2);
        assertThat(dispatcher.attempts()).extracting(CapturedMail::subject).containsExactly("version 1", "version 2");
        assertThat(history(id).attempts()).hasSize(1);
        MessageId failed = failed(2);
        assertThat(messages().resend(failed).verdict()).isEqualTo(RetryVerdict.WAS_NOT_SENT);
    }

    @Test
    void dead_letters_are_found_and_retried_by_what_was_said() {
        List<MessageId> full = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            full.add(refused(number, 552, "mailbox full"));
        }
        MessageId other = refused(7, 550, "no such user");
        DeadLetterQuery query = DeadLetterQuery.all().of("orders").saying("MAILBOX full");
        assertThat(messages().deadLetters(query).letters())
                .extracting(DeadLetter::message)
                .extracting(message -> message.id())
                .containsExactlyInAnyOrderElementsOf(full);
        RetryCounts some = messages().by("ana").retryAll(query, 2);
        assertThat(some.revived()).isEqualTo(2);
        RetryCounts rest = messages().retryAll(query, 1_000);
        assertThat(rest.of(RetryVerdict.QUEUED)).isEqualTo(3);
        assertThat(rest.refused()).isZero();
        full.forEach(id -> awaitState(id, MessageState.SENT));
        assertThat(history(other).state()).isEqualTo(MessageState.FAILED);
        assertThat(messages().retryAll(query, 1_000).counts()).isEmpty();
        assertThatThrownBy(() -> messages().retryAll(query, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_cannot_be_retried_is_counted_by_why_and_left_alone() {
        MessageId one = refused(1, 552, "mailbox full");
        refused(2, 552, "mailbox full");
        mail.suppressions().add("jane2@example.com", SuppressionReason.SPAM_COMPLAINT);
        RetryCounts counts = messages().retryAll(DeadLetterQuery.all(), 1_000);
        assertThat(counts.of(RetryVerdict.QUEUED)).isEqualTo(1);
        assertThat(counts.of(RetryVerdict.SUPPRESSED)).isEqualTo(1);
        assertThat(counts.refused()).isEqualTo(1);
        awaitState(one, MessageState.SENT);
        mail.streams().stop("orders");
        assertThat(messages().retryAll(DeadLetterQuery.all(), 1_000).of(RetryVerdict.STREAM_STOPPED))
                .isEqualTo(1);
    }

    @Test
    void the_mail_of_a_message_is_made_as_it_was_sent_or_as_it_would_be_sent_now() {
        MessageId failed = failed(1);
        MessageId sent = trigger(to(2));
        awaitState(sent, MessageState.SENT);
        edit("version 2");
        assertThat(messages().mail(sent)).isEqualTo(new KeptMail.Made(mail("version 1"), 1));
        assertThat(messages().mail(failed)).isEqualTo(new KeptMail.Made(mail("version 2"), 2));
        assertThat(messages().mail(Samples.id())).isEqualTo(new KeptMail.Withheld(Reason.UNKNOWN_MESSAGE));
        clock.advance(Duration.ofDays(2));
        assertThat(messages().mail(sent)).isEqualTo(new KeptMail.Withheld(Reason.CONTENT_GONE));
        mail.streams().stop("orders");
        mail.streams().delete("orders");
        assertThat(messages().mail(failed)).isEqualTo(new KeptMail.Withheld(Reason.NO_STREAM));
        assertThat(dispatcher.attempts()).hasSize(2);
    }

    private static RenderedMail mail(String subject) {
        return new RenderedMail(subject, "", "Thank you.");
    }

    private Messages messages() {
        return mail.messages();
    }

    private MessageId failed(int number) {
        return refused(number, 550, "no such user");
    }

    private MessageId refused(int number, int code, String text) {
        dispatcher.whenRecipient(
                "jane" + number + "@example.com", SendResults.refused(code, text), SendResults.accepted());
        MessageId id = trigger(to(number));
        awaitState(id, MessageState.FAILED);
        return id;
    }

    private void edit(String subject) {
        MailStream newest = mail.streams().find("orders").orElseThrow().stream();
        mail.streams().publish(newest.edit().content(content(subject)).build());
    }

    private static MailContent content(String subject) {
        return MailContent.of(subject).text("Thank you.");
    }

    private static Trigger to(int number) {
        return Trigger.to("jane" + number + "@example.com");
    }

    private MessageId trigger(Trigger trigger) {
        return mail.trigger(ORDER, trigger).answers().get(0).messageId().orElseThrow();
    }

    private List<MessageId> triggerSome(int count) {
        return IntStream.range(0, count).mapToObj(number -> trigger(to(number))).toList();
    }
}
