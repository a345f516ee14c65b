package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attempt;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageHistory;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What becomes of messages, and what is known of them. */
abstract class StoreRecording extends StoreScenarios {
    private static final SendResult BUSY = SendResults.deferred(450, "the mailbox is busy");

    /** How long a store may take to tidy up. */
    private static final Duration TIDIED = Duration.ofSeconds(11);

    StoreRecording(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void ends_a_message_for_good() {
        QueuedMessage message = begun();
        ended(message, MessageState.SENT, SendResults.accepted());
        clock.advance(Duration.ofHours(1));
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().nextDue(LANE)).isEmpty();
        outbox().release(Set.of(id(message)));
        assertThat(claimAll()).isEmpty();
        assertThat(history(message).state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void tries_a_message_again_at_its_time_with_an_attempt_more() {
        QueuedMessage message = begun();
        retried(message, START.plusSeconds(15), BUSY);
        assertThat(outbox().nextDue(LANE)).hasValue(START.plusSeconds(15));
        clock.advance(Duration.ofMillis(14_999));
        assertThat(claimAll()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        assertThat(List.of(again.info(), again.lane(), again.schedule(), again.attempts()))
                .containsExactly(message.info(), LANE, message.schedule().dueAt(START.plusSeconds(15)), 1);
        assertThat(again.content().data()).isEqualTo(message.content().data());
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().begin(Set.of(id(again)))).containsExactly(id(again));
    }

    @Test
    void forgets_a_message_when_its_stream_keeps_its_log_no_longer_and_none_of_another_stream() {
        IdempotencyKey key = new IdempotencyKey("0".repeat(31) + "1", "0f");
        QueuedMessage message = message();
        QueuedMessage other =
                Samples.message(message.info().recipient(), new QueuedMessage.Route(2, LANE), message.schedule());
        outbox().accept(List.of(NewMessage.of(message).key(key), NewMessage.of(other)));
        outbox().claim(LANE, 2).forEach(each -> ended(each, MessageState.SENT, SendResults.accepted()));
        store().log().retain(Map.of(1L, Duration.ofMinutes(2), 3L, Duration.ZERO));
        clock.advance(Duration.ofMinutes(2));
        assertThat(history(message).state()).isEqualTo(MessageState.SENT);
        assertThat(accept(NewMessage.of(message()).key(key))).isEqualTo(new Acceptance.Duplicate(id(message)));
        clock.advance(TIDIED);
        assertThat(store().log().find(id(message))).isEmpty();
        assertThat(history(other).state()).isEqualTo(MessageState.SENT);
        assertThat(accept(NewMessage.of(message()).key(key))).isEqualTo(new Acceptance.Kept());
    }

    @Test
    void forgets_what_ended_before_the_time_of_its_stream_was_said_and_nothing_that_has_not_ended() {
        QueuedMessage message = begun();
        ended(message, MessageState.SENT, SendResults.accepted());
        QueuedMessage waiting = accepted(message());
        store().log().retain(Map.of(1L, Duration.ofDays(1_000_000_000)));
        clock.advance(TIDIED);
        assertThat(history(message).state()).isEqualTo(MessageState.SENT);
        store().log().retain(Map.of(1L, Duration.ZERO));
        clock.advance(TIDIED);
        assertThat(store().log().find(id(message))).isEmpty();
        assertThat(history(waiting).state()).isEqualTo(MessageState.QUEUED);
        ended(outbox().claim(LANE, 1).get(0), MessageState.FAILED, BUSY);
        clock.advance(TIDIED);
        assertThat(store().log().find(id(waiting))).isEmpty();
    }

    @Test
    void takes_a_retried_message_in_its_new_turn() {
        QueuedMessage deferred = begun();
        retried(deferred, START.plusSeconds(20), BUSY);
        QueuedMessage before = accepted(messageDue(10));
        QueuedMessage behind = accepted(messageDue(30));
        clock.advance(Duration.ofMinutes(1));
        assertThat(claimAll()).isEqualTo(ids(before, deferred, behind));
    }

    @Test
    void remembers_each_attempt_with_what_the_relay_said() {
        List<SendResult> results = List.of(
                BUSY,
                new SendResult.Uncertain("relay.example:587", SmtpReply.none("4.4.2", "gone after the last byte")),
                new SendResult.Deferred("relay.example:587", new SmtpReply(421, "", "Grüße ✓")),
                new SendResult.Refused("other.example:25", new SmtpReply(550, "5.1.1", "no such user")));
        QueuedMessage message = begun();
        List<Attempt> attempts = new ArrayList<>();
        for (SendResult result : results) {
            clock.advance(Duration.ofMillis(1_001));
            attempts.add(attempt(message, result));
            if (result instanceof SendResult.Refused) {
                ended(message, MessageState.FAILED, result);
            } else {
                retried(message, clock.instant(), result);
                message = outbox().claim(LANE, 1).get(0);
            }
            assertThat(history(message).attempts()).containsExactlyElementsOf(attempts);
        }
        assertThat(history(message).state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void drops_a_message_with_its_reason() {
        QueuedMessage message = claimed();
        outbox().record(List.of(
                new Outcome.Dropped(id(message), MessageState.EXPIRED, "its time ran out", Instant.MIN)));
        MessageHistory history = history(message);
        assertThat(history.state()).isEqualTo(MessageState.EXPIRED);
        assertThat(history.note().reason()).isEqualTo("its time ran out");
        assertThat(history.attempts()).isEmpty();
        outbox().release(Set.of(id(message)));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void records_many_outcomes_at_once() {
        QueuedMessage sent = begun();
        QueuedMessage deferred = begun();
        QueuedMessage dropped = claimed();
        QueuedMessage untouched = begun();
        outbox().record(List.of(
                new Outcome.Retried(id(deferred), START, attempt(deferred, BUSY)),
                new Outcome.Dropped(id(dropped), MessageState.FAILED, "no template", Instant.MIN),
                new Outcome.Ended(id(sent), MessageState.SENT, attempt(sent, SendResults.accepted()), Instant.MIN)));
        outbox().record(List.of());
        assertThat(List.of(
                        history(sent).state(),
                        history(deferred).state(),
                        history(dropped).state()))
                .containsExactly(MessageState.SENT, MessageState.QUEUED, MessageState.FAILED);
        assertThat(history(untouched).state()).isEqualTo(MessageState.SENDING);
        assertThat(claimAll()).containsExactly(id(deferred));
    }

    @Test
    void knows_where_a_message_is_in_its_life() {
        QueuedMessage message = accepted(message());
        List<MessageState> states = new ArrayList<>(List.of(history(message).state()));
        outbox().claim(LANE, 1);
        states.add(history(message).state());
        outbox().begin(Set.of(id(message)));
        states.add(history(message).state());
        retried(message, START, BUSY);
        states.add(history(message).state());
        QueuedMessage again = outbox().claim(LANE, 1).get(0);
        outbox().begin(Set.of(id(again)));
        states.add(history(message).state());
        ended(again, MessageState.UNCERTAIN, SendResults.uncertain());
        states.add(history(message).state());
        assertThat(states)
                .containsExactly(
                        MessageState.QUEUED,
                        MessageState.QUEUED,
                        MessageState.SENDING,
                        MessageState.QUEUED,
                        MessageState.SENDING,
                        MessageState.UNCERTAIN);
    }

    @Test
    void knows_a_message_from_its_acceptance_on() {
        QueuedMessage message = accepted(Samples.message(LANE, START.minusMillis(1), START.plusSeconds(60)));
        MessageHistory.Note note = new MessageHistory.Note("", Purpose.ORDER_CONFIRMATION, MarketingOptIn.UNKNOWN);
        assertThat(history(message))
                .isEqualTo(
                        new MessageHistory(message.info(), MessageState.QUEUED, START.minusMillis(1), List.of(), note));
        assertThat(store().log().find(Samples.id())).isEmpty();
    }

    @Test
    void records_nothing_about_a_message_that_has_ended() {
        QueuedMessage message = begun();
        ended(message, MessageState.SENT, SendResults.accepted());
        MessageHistory history = history(message);
        retried(message, START, BUSY);
        ended(message, MessageState.FAILED, SendResults.refused(550, "no"));
        outbox().record(List.of(new Outcome.Dropped(id(message), MessageState.EXPIRED, "late", Instant.MIN)));
        assertThat(history(message)).isEqualTo(history);
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void records_nothing_about_a_message_that_nobody_has_claimed() {
        QueuedMessage message = accepted(message());
        MessageHistory history = history(message);
        retried(message, START.plusSeconds(60), BUSY);
        outbox().record(List.of(
                new Outcome.Dropped(id(message), MessageState.EXPIRED, "late", Instant.MIN),
                new Outcome.Dropped(Samples.id(), MessageState.EXPIRED, "nobody knows it", Instant.MIN)));
        assertThat(history(message)).isEqualTo(history);
        assertThat(claimAll()).containsExactly(id(message));
        clock.advance(Duration.ofMinutes(2));
        assertThat(claimAll()).isEmpty();
    }
}
