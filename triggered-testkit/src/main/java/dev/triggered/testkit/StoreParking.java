package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whether messages of quiet streams are held, by their stream, and go on when it does. */
abstract class StoreParking extends StoreScenarios {
    private static final long OTHER = 9;

    StoreParking(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void holds_what_was_claimed_and_gives_it_to_nobody() {
        QueuedMessage held = claimed();
        outbox().park(Set.of(id(held)));
        clock.advance(Duration.ofHours(1));
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().nextDue(LANE)).isEmpty();
        assertThat(outbox().lanes()).isEmpty();
        assertThat(outbox().begin(Set.of(id(held)))).isEmpty();
        assertThat(history(held).state()).isEqualTo(MessageState.HELD);
    }

    @Test
    void holds_what_was_handed_over_or_is_to_be_sent_at_once() {
        QueuedMessage first = message();
        QueuedMessage second = message();
        outbox().accept(List.of(
                NewMessage.of(first).handedOver(), NewMessage.of(second).atOnce()));
        outbox().park(Set.of(id(first), id(second)));
        assertThat(history(first).state()).isEqualTo(MessageState.HELD);
        assertThat(history(second).state()).isEqualTo(MessageState.HELD);
        assertThat(outbox().unpark(1, 10)).isEqualTo(2);
        assertThat(claimAll()).containsExactlyInAnyOrder(id(first), id(second));
        assertThat(outbox().begin(Set.of(id(first), id(second)))).containsExactlyInAnyOrder(id(first), id(second));
    }

    @Test
    void holds_neither_what_was_begun_nor_what_waits() {
        QueuedMessage begun = begun();
        QueuedMessage waiting = accepted(message());
        outbox().park(Set.of(id(begun), id(waiting), Samples.id()));
        assertThat(outbox().unpark(1, 10)).isZero();
        assertThat(history(begun).state()).isEqualTo(MessageState.SENDING);
        assertThat(claimAll()).containsExactly(id(waiting));
    }

    @Test
    void lets_go_stream_by_stream_up_to_the_limit_what_is_due_longest_first() {
        QueuedMessage second = accepted(messageDue(-20));
        QueuedMessage first = accepted(messageDue(-30));
        QueuedMessage third = accepted(messageDue(-10));
        QueuedMessage other = accepted(of(OTHER, messageDue(-40)));
        outbox().park(Set.copyOf(claimAll()));
        assertThat(outbox().unpark(1, 2)).isEqualTo(2);
        assertThat(claimAll()).isEqualTo(ids(first, second));
        assertThat(outbox().unpark(1, 2)).isEqualTo(1);
        assertThat(outbox().unpark(1, 2)).isZero();
        assertThat(claimAll()).isEqualTo(ids(third));
        assertThat(outbox().unpark(OTHER, 2)).isEqualTo(1);
        assertThat(claimAll()).isEqualTo(ids(other));
    }

    @Test
    void gives_back_what_was_held_as_it_was() {
        QueuedMessage first = claimed();
        outbox().park(Set.of(id(first)));
        outbox().unpark(1, 10);
        QueuedMessage again = outbox().claim(LANE, 10).get(0);
        assertThat(again.info()).isEqualTo(first.info());
        assertThat(again.route()).isEqualTo(first.route());
        assertThat(again.schedule()).isEqualTo(first.schedule());
    }

    @Test
    void claims_all_of_a_stream_that_nobody_has_held_or_waiting_due_or_not() {
        QueuedMessage held = claimed();
        outbox().park(Set.of(id(held)));
        QueuedMessage waiting = accepted(messageDue(-5));
        QueuedMessage later = accepted(messageDue(3_600));
        QueuedMessage begun = begunOf(accepted(messageDue(-60)));
        accepted(of(OTHER, messageDue(-50)));
        List<MessageId> some = ids(outbox().claimOf(1, 2));
        List<MessageId> rest = ids(outbox().claimOf(1, 2));
        assertThat(some).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(outbox().claimOf(1, 2)).isEmpty();
        assertThat(List.of(some.get(0), some.get(1), rest.get(0)))
                .containsExactlyInAnyOrder(id(held), id(waiting), id(later));
        ended(held, MessageState.CANCELLED, SendResults.accepted());
        assertThat(history(held).state()).isEqualTo(MessageState.CANCELLED);
        assertThat(history(begun).state()).isEqualTo(MessageState.SENDING);
    }

    @Test
    void knows_whether_a_stream_has_messages_that_have_not_ended() {
        assertThat(outbox().holdsAny(1)).isFalse();
        QueuedMessage sending = begun();
        assertThat(outbox().holdsAny(1)).isTrue();
        assertThat(outbox().holdsAny(OTHER)).isFalse();
        ended(sending, MessageState.SENT, SendResults.accepted());
        assertThat(outbox().holdsAny(1)).isFalse();
        QueuedMessage held = claimed();
        outbox().park(Set.of(id(held)));
        assertThat(outbox().holdsAny(1)).isTrue();
    }

    private QueuedMessage begunOf(QueuedMessage message) {
        outbox().claim(LANE, 1);
        outbox().begin(Set.of(id(message)));
        return message;
    }

    private static QueuedMessage of(long stream, QueuedMessage message) {
        return new QueuedMessage(
                message.info(),
                new QueuedMessage.Route(stream, message.lane()),
                message.content(),
                message.schedule(),
                message.attempts());
    }
}
