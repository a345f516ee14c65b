package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.RetryVerdict;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.BroadcastStore.Waiting;
import dev.triggered.spi.DeadLetterOffice;
import dev.triggered.spi.DeadLetterOffice.Copying;
import dev.triggered.spi.DeadLetterOffice.Revival;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is done with messages that have ended. */
abstract class StoreReviving extends StoreScenarios {
    private static final long STREAM = 1;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final byte[] INVOICE = "an invoice".getBytes(StandardCharsets.US_ASCII);
    private static final QueuedMessage.Route ROUTE = new QueuedMessage.Route(STREAM, LANE);
    private static final SendResult BUSY = SendResults.deferred(450, "the mailbox is busy");
    private static final SendResult REFUSED =
            new SendResult.Refused("relay.example:25", new SmtpReply(550, "5.1.1", "No such USER here"));

    StoreReviving(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void finds_what_ended_without_being_sent_the_last_one_first() {
        QueuedMessage failed = failed(REFUSED);
        QueuedMessage expired = claimed();
        turn();
        dropped(expired, MessageState.EXPIRED);
        ended(begun(), MessageState.SENT, SendResults.accepted());
        accepted(message());
        turn();
        QueuedMessage cancelled = claimed();
        dropped(cancelled, MessageState.CANCELLED);
        assertThat(find(DeadLetterQuery.all()))
                .containsExactly(
                        new DeadLetter(
                                expired.info(),
                                MessageState.EXPIRED,
                                START,
                                START.plusSeconds(1),
                                SmtpReply.none("", "a reason")),
                        new DeadLetter(failed.info(), MessageState.FAILED, START, START, REFUSED.reply()));
        assertThat(find(DeadLetterQuery.all().in(MessageState.CANCELLED, MessageState.FAILED)))
                .extracting(DeadLetter::message)
                .containsExactly(cancelled.info(), failed.info());
    }

    @Test
    void finds_dead_letters_by_what_was_said_by_stream_and_by_time() {
        QueuedMessage first = failed(REFUSED);
        turn();
        QueuedMessage second = failed(SendResults.refused(552, "too large"));
        turn();
        QueuedMessage third = claimed();
        dropped(third, MessageState.FAILED);
        DeadLetterQuery all = DeadLetterQuery.all();
        assertThat(found(all.saying("no such user"))).containsExactly(id(first));
        assertThat(found(all.saying("REASON"))).containsExactly(id(third));
        assertThat(found(all.code(552))).containsExactly(id(second));
        assertThat(found(all.status("5.1"))).containsExactly(id(first));
        assertThat(found(all.status("5"))).containsExactly(id(second), id(first));
        assertThat(found(all.status("5.1.11"))).isEmpty();
        assertThat(found(all.endedBetween(START, START.plusSeconds(1)))).containsExactly(id(first));
        assertThat(found(all.endedBetween(START.plusSeconds(1), START.plusSeconds(3))))
                .containsExactly(id(third), id(second));
        assertThat(office().find(all, Set.of("another")).letters()).isEmpty();
        assertThat(office().find(all, Set.of("another", "order-confirmation")).letters())
                .hasSize(3);
    }

    @Test
    void finds_dead_letters_page_by_page() {
        List<MessageId> all = IntStream.range(0, 25)
                .mapToObj(number -> {
                    if (number % 3 == 0) {
                        turn();
                    }
                    return id(failed(REFUSED));
                })
                .toList();
        List<MessageId> found = new ArrayList<>();
        DeadLetterQuery query = DeadLetterQuery.all().limit(10);
        DeadLetterPage page;
        do {
            page = office().find(query, Set.of());
            assertThat(page.letters()).hasSizeLessThanOrEqualTo(10);
            page.letters().forEach(letter -> found.add(letter.message().id()));
            query = query.after(page.next());
        } while (page.hasNext());
        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
        assertThat(found.get(0)).isEqualTo(all.get(24));
        assertThat(found.get(24)).isIn(all.subList(0, 3));
        assertThatThrownBy(() -> office().find(DeadLetterQuery.all().after("elsewhere"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this cursor came from no page");
    }

    @Test
    void revives_the_same_message_with_its_attempts() {
        QueuedMessage message = begun();
        retried(message, START, BUSY);
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        outbox().begin(Set.of(id(again)));
        end(again, MessageState.FAILED, REFUSED, START.plus(WEEK));
        clock.advance(Duration.ofMinutes(1));
        assertThat(revive(message)).isEqualTo(RetryVerdict.QUEUED);
        MessageHistory revived = history(message);
        assertThat(revived.state()).isEqualTo(MessageState.QUEUED);
        assertThat(revived.attempts()).extracting(attempt -> attempt.result()).containsExactly(BUSY, REFUSED);
        assertThat(find(DeadLetterQuery.all())).isEmpty();
        QueuedMessage third = outbox().claim(LANE, 10).get(0);
        assertThat(third.info()).isEqualTo(message.info());
        assertThat(third.content().data()).isEqualTo(message.content().data());
        assertThat(third.attempts()).isEqualTo(2);
        assertThat(third.schedule().acceptedAt()).isEqualTo(START);
        assertThat(third.schedule().firstDue()).isEqualTo(clock.instant());
        assertThat(outbox().begin(Set.of(id(third)))).containsExactly(id(third));
        ended(third, MessageState.SENT, SendResults.accepted());
        assertThat(history(message).attempts()).hasSize(3);
        assertThat(history(message).state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void revives_on_the_stream_and_lane_and_with_the_priority_of_now() {
        QueuedMessage message = failed(REFUSED);
        QueuedMessage.Schedule schedule =
                new QueuedMessage.Schedule(Priority.HIGH, START, START, START, START.plusSeconds(60));
        Revival revival = new Revival(id(message), new QueuedMessage.Route(9, "another"), schedule);
        assertThat(office().revive(List.of(revival))).containsExactly(RetryVerdict.QUEUED);
        assertThat(outbox().holdsAny(9)).isTrue();
        QueuedMessage revived = outbox().claim("another", 10).get(0);
        assertThat(revived.route()).isEqualTo(revival.route());
        assertThat(revived.schedule().priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void a_revived_message_expires_when_it_would_have_before_unless_it_is_over() {
        Instant end = START.plusSeconds(100);
        QueuedMessage failed = accepted(expiringAt(end));
        end(outbox().claim(LANE, 1).get(0), MessageState.FAILED, REFUSED, START.plus(WEEK));
        QueuedMessage expired = accepted(expiringAt(end));
        outbox().claim(LANE, 1);
        dropped(expired, MessageState.EXPIRED);
        QueuedMessage old = accepted(expiringAt(START.plusSeconds(1)));
        end(outbox().claim(LANE, 1).get(0), MessageState.FAILED, REFUSED, START.plus(WEEK));
        clock.advance(Duration.ofSeconds(10));
        assertThat(revive(failed, expired, old)).containsOnly(RetryVerdict.QUEUED);
        for (QueuedMessage message : outbox().claim(LANE, 10)) {
            boolean kept = id(message).equals(id(failed));
            assertThat(message.schedule().expires()).isEqualTo(kept ? end : START.plusSeconds(3_610));
        }
    }

    @Test
    void revives_none_that_is_under_way_was_sent_or_is_not_known() {
        QueuedMessage begun = begun();
        QueuedMessage sent = begun();
        end(sent, MessageState.SENT, SendResults.accepted(), START.plus(WEEK));
        QueuedMessage waiting = accepted(message());
        assertThat(revive(waiting, begun, sent, message()))
                .containsExactly(
                        RetryVerdict.UNDER_WAY,
                        RetryVerdict.UNDER_WAY,
                        RetryVerdict.WAS_SENT,
                        RetryVerdict.UNKNOWN_MESSAGE);
    }

    @Test
    void revives_a_message_once() {
        QueuedMessage message = failed(REFUSED);
        assertThat(revive(message)).isEqualTo(RetryVerdict.QUEUED);
        assertThat(revive(message)).isEqualTo(RetryVerdict.UNDER_WAY);
        assertThat(claimAll()).containsExactly(id(message));
    }

    @Test
    void revives_none_whose_content_is_gone() {
        QueuedMessage gone = begun();
        end(gone, MessageState.FAILED, REFUSED, Instant.MIN);
        QueuedMessage kept = begun();
        end(kept, MessageState.FAILED, REFUSED, clock.instant().plus(HOUR));
        assertThat(revive(gone)).isEqualTo(RetryVerdict.CONTENT_GONE);
        clock.advance(HOUR);
        assertThat(revive(kept)).isEqualTo(RetryVerdict.CONTENT_GONE);
        assertThat(history(kept).state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void revives_none_whose_secrets_were_erased_and_one_that_had_none() {
        QueuedMessage secret = message();
        accept(NewMessage.of(secret).secrets(Set.of("order")).handedOver());
        QueuedMessage open = message();
        accept(NewMessage.of(open).secrets(Set.of("password")).handedOver());
        end(secret, MessageState.FAILED, REFUSED, START.plus(WEEK));
        end(open, MessageState.FAILED, REFUSED, START.plus(WEEK));
        assertThat(revive(secret, open)).containsExactly(RetryVerdict.SECRETS_ERASED, RetryVerdict.QUEUED);
        assertThat(outbox().claim(LANE, 10).get(0).content().data())
                .isEqualTo(open.content().data());
    }

    @Test
    void revives_none_whose_recipient_is_suppressed() {
        QueuedMessage message = failed(REFUSED);
        store().suppressions().add(List.of(entry("jane@example.com", SuppressionReason.HARD_BOUNCE, 0)));
        assertThat(revive(message)).isEqualTo(RetryVerdict.SUPPRESSED);
        assertThat(history(message).state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void a_revived_message_is_among_those_of_its_broadcast_that_wait() {
        QueuedMessage message = message().ofBroadcast(4);
        accept(NewMessage.of(message));
        outbox().claim(LANE, 1);
        outbox().begin(Set.of(id(message)));
        end(message, MessageState.FAILED, REFUSED, START.plus(WEEK));
        assertThat(store().broadcasts().outcomes(4)).isEqualTo(Map.of(MessageState.FAILED, 1L));
        revive(message);
        assertThat(store().broadcasts().outcomes(4)).isEqualTo(Map.of(MessageState.QUEUED, 1L));
        assertThat(store().broadcasts().waiting(4, 10)).isEqualTo(new Waiting(0, 1));
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        assertThat(again.broadcast()).isEqualTo(4);
        ended(again, MessageState.SENT, SendResults.accepted());
        assertThat(store().broadcasts().outcomes(4)).isEqualTo(Map.of(MessageState.SENT, 1L));
        assertThat(store().broadcasts().waiting(4, 10)).isEqualTo(new Waiting(0, 0));
    }

    @Test
    void a_message_can_die_and_be_revived_again_and_again() {
        QueuedMessage message = failed(REFUSED);
        for (int round = 1; round <= 3; round++) {
            turn();
            assertThat(revive(message)).isEqualTo(RetryVerdict.QUEUED);
            QueuedMessage again = outbox().claim(LANE, 10).get(0);
            assertThat(again.attempts()).isEqualTo(round);
            end(again, MessageState.FAILED, REFUSED, clock.instant().plus(WEEK));
            assertThat(found(DeadLetterQuery.all())).containsExactly(id(message));
        }
        assertThat(history(message).attempts())
                .extracting(attempt -> attempt.number())
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void copies_a_message_that_was_sent_as_a_new_one() throws IOException {
        QueuedMessage original = attaching(message());
        accept(NewMessage.of(original.ofBroadcast(4)).key(key(1, 2)).handedOver());
        end(original, MessageState.SENT, SendResults.accepted(), START.plus(WEEK));
        turn();
        Copying copying = copying(original);
        assertThat(office().copy(copying)).isEqualTo(RetryVerdict.QUEUED);
        QueuedMessage copy = outbox().claim(LANE, 10).get(0);
        assertThat(copy.info()).isEqualTo(copying.copy());
        assertThat(copy.route()).isEqualTo(ROUTE);
        assertThat(copy.schedule()).isEqualTo(copying.schedule());
        assertThat(copy.attempts()).isZero();
        assertThat(copy.content().contact().name()).isEqualTo("Jane Doe");
        assertThat(copy.content().data()).isEqualTo(original.content().data());
        try (var content = copy.content().attachments().get(0).open()) {
            assertThat(content.readAllBytes()).isEqualTo(INVOICE);
        }
        outbox().begin(Set.of(id(copy)));
        end(copy, MessageState.SENT, SendResults.accepted(), Instant.MIN);
        assertThat(history(copy).note().original()).hasValue(id(original));
        assertThat(history(original).note().original()).isEmpty();
        assertThat(history(original).attempts()).hasSize(1);
        assertThat(store().broadcasts().outcomes(4)).isEqualTo(Map.of(MessageState.SENT, 1L));
    }

    @Test
    void copies_none_that_was_not_sent_is_under_way_gone_or_suppressed() {
        QueuedMessage gone = begun();
        ended(gone, MessageState.SENT, SendResults.accepted());
        assertThat(office().copy(copying(failed(REFUSED)))).isEqualTo(RetryVerdict.WAS_NOT_SENT);
        assertThat(office().copy(copying(accepted(message())))).isEqualTo(RetryVerdict.UNDER_WAY);
        assertThat(office().copy(copying(message()))).isEqualTo(RetryVerdict.UNKNOWN_MESSAGE);
        assertThat(office().copy(copying(gone))).isEqualTo(RetryVerdict.CONTENT_GONE);
        QueuedMessage sent = claimed();
        end(sent, MessageState.SENT, SendResults.accepted(), START.plus(WEEK));
        store().suppressions().add(List.of(entry("jane@example.com", SuppressionReason.GLOBAL, 0)));
        assertThat(office().copy(copying(sent))).isEqualTo(RetryVerdict.SUPPRESSED);
    }

    private DeadLetterOffice office() {
        return store().deadLetters();
    }

    private List<DeadLetter> find(DeadLetterQuery query) {
        return office().find(query, Set.of()).letters();
    }

    private List<MessageId> found(DeadLetterQuery query) {
        return find(query).stream().map(letter -> letter.message().id()).toList();
    }

    private RetryVerdict revive(QueuedMessage message) {
        return office().revive(List.of(revival(message))).get(0);
    }

    private List<RetryVerdict> revive(QueuedMessage first, QueuedMessage... others) {
        List<Revival> revivals = new ArrayList<>(List.of(revival(first)));
        List.of(others).forEach(other -> revivals.add(revival(other)));
        return office().revive(revivals);
    }

    private Revival revival(QueuedMessage message) {
        return new Revival(id(message), ROUTE, scheduleOf(START));
    }

    private Copying copying(QueuedMessage original) {
        MessageInfo copy =
                new MessageInfo(Samples.id(), "renamed", 3, original.info().recipient());
        return new Copying(id(original), copy, ROUTE, scheduleOf(clock.instant()));
    }

    private QueuedMessage.Schedule scheduleOf(Instant acceptedAt) {
        Instant now = clock.instant();
        return new QueuedMessage.Schedule(Priority.NORMAL, acceptedAt, now, now, now.plusSeconds(3_600));
    }

    private QueuedMessage failed(SendResult result) {
        QueuedMessage message = begun();
        end(message, MessageState.FAILED, result, clock.instant().plus(WEEK));
        return message;
    }

    private void end(QueuedMessage message, MessageState state, SendResult result, Instant keepUntil) {
        outbox().record(List.of(new Outcome.Ended(id(message), state, attempt(message, result), keepUntil)));
    }

    private void dropped(QueuedMessage message, MessageState state) {
        outbox().record(List.of(new Outcome.Dropped(
                id(message), state, "a reason", clock.instant().plus(WEEK))));
    }

    private void turn() {
        clock.advance(Duration.ofSeconds(1));
    }

    private static QueuedMessage expiringAt(Instant end) {
        return Samples.message(LANE, new QueuedMessage.Schedule(Priority.NORMAL, START, START, START, end));
    }

    private static QueuedMessage attaching(QueuedMessage message) {
        QueuedMessage.Content content = message.content();
        PlainData data = content.data();
        return new QueuedMessage(
                message.info(),
                message.route(),
                new QueuedMessage.Content(
                        content.contact(),
                        content.purpose(),
                        data,
                        List.of(Attachment.of("invoice.pdf", INVOICE)),
                        content.locale()),
                message.schedule(),
                0);
    }
}
