package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageState;
import dev.triggered.Priority;
import dev.triggered.spi.LaneQueue;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is given to whom, and when. */
abstract class StoreClaiming extends StoreScenarios {
    private static final long STREAM = 1;

    StoreClaiming(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void gives_what_is_due_longest_first_up_to_the_limit() {
        QueuedMessage second = messageDue(-20);
        QueuedMessage third = messageDue(-10);
        QueuedMessage first = messageDue(-30);
        outbox().accept(List.of(NewMessage.of(second), NewMessage.of(third)));
        accepted(first);
        assertThat(ids(outbox().claim(LANE, 2))).isEqualTo(ids(first, second));
        assertThat(ids(outbox().claim(LANE, 2))).isEqualTo(ids(third));
        assertThat(outbox().claim(LANE, 2)).isEmpty();
    }

    @Test
    void gives_what_has_priority_before_what_is_due_longer() {
        QueuedMessage low = messageDue(-50, Priority.LOW);
        QueuedMessage second = messageDue(-40, Priority.NORMAL);
        QueuedMessage third = messageDue(-30, Priority.NORMAL);
        QueuedMessage first = messageDue(-10, Priority.HIGH);
        outbox().accept(List.of(NewMessage.of(low), NewMessage.of(third), NewMessage.of(first), NewMessage.of(second)));
        assertThat(outbox().nextDue(LANE)).hasValue(START.minusSeconds(50));
        assertThat(ids(outbox().claim(LANE, 2))).isEqualTo(ids(first, second));
        QueuedMessage late = accepted(messageDue(0, Priority.HIGH));
        assertThat(claimAll()).isEqualTo(ids(late, third, low));
    }

    @Test
    void hides_nothing_that_is_due_behind_a_priority_whose_time_has_not_come() {
        QueuedMessage high = accepted(messageDue(60, Priority.HIGH));
        QueuedMessage low = accepted(messageDue(30, Priority.LOW));
        QueuedMessage normal = accepted(messageDue(-10, Priority.NORMAL));
        assertThat(outbox().nextDue(LANE)).hasValue(START.minusSeconds(10));
        assertThat(claimAll()).containsExactly(id(normal));
        assertThat(outbox().nextDue(LANE)).hasValue(START.plusSeconds(30));
        clock.advance(Duration.ofSeconds(60));
        assertThat(claimAll()).isEqualTo(ids(high, low));
    }

    @Test
    void gives_back_the_priority_of_what_was_released_or_retried() {
        accepted(messageDue(-10, Priority.HIGH));
        QueuedMessage high = outbox().claim(LANE, 1).get(0);
        QueuedMessage normal = accepted(messageDue(-20, Priority.NORMAL));
        outbox().release(Set.of(id(high)));
        assertThat(outbox().claim(LANE, 1).get(0).schedule()).isEqualTo(high.schedule());
        outbox().begin(Set.of(id(high)));
        retried(high, START, SendResults.deferred(450, "busy"));
        assertThat(claimAll()).isEqualTo(ids(high, normal));
    }

    @Test
    void names_the_lanes_in_which_messages_wait() {
        assertThat(outbox().lanes()).isEmpty();
        accepted(messageDue(60));
        accepted(Samples.message("bulk", START, START));
        assertThat(outbox().lanes()).containsExactlyInAnyOrder(LANE, "bulk");
        QueuedMessage bulk = outbox().claim("bulk", 1).get(0);
        outbox().begin(Set.of(id(bulk)));
        ended(bulk, MessageState.SENT, SendResults.accepted());
        assertThat(outbox().lanes()).containsExactly(LANE);
    }

    @Test
    void counts_what_waits_up_to_a_limit_and_knows_what_is_due_first_of_all() {
        assertThat(outbox().queue(LANE, 10)).isEqualTo(new LaneQueue(0, Optional.empty()));
        accepted(messageDue(60, Priority.HIGH));
        accepted(messageDue(0));
        accepted(messageDue(-30, Priority.LOW));
        accepted(Samples.message("bulk", START, START));
        outbox().claim(LANE, 1);
        accepted(messageDue(10));
        Optional<Instant> first = Optional.of(START.minusSeconds(30));
        assertThat(outbox().queue(LANE, 10)).isEqualTo(new LaneQueue(3, first));
        assertThat(outbox().queue(LANE, 2)).isEqualTo(new LaneQueue(2, first));
        assertThat(outbox().queue(LANE, 1)).isEqualTo(new LaneQueue(1, first));
    }

    @Test
    void keeps_lanes_apart() {
        QueuedMessage other = Samples.message("bulk", START, START.minusSeconds(60));
        accepted(other);
        QueuedMessage own = accepted(message());
        assertThat(claimAll()).containsExactly(id(own));
        assertThat(outbox().nextDue(LANE)).isEmpty();
        assertThat(outbox().nextDue("bulk")).hasValue(START.minusSeconds(60));
        assertThat(ids(outbox().claim("bulk", 10))).isEqualTo(ids(other));
        assertThat(outbox().claim("nobody", 10)).isEmpty();
        assertThat(outbox().nextDue("nobody")).isEmpty();
    }

    @Test
    void gives_nothing_before_its_time() {
        QueuedMessage later = accepted(messageDue(60));
        QueuedMessage soon = accepted(messageDue(30));
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().nextDue(LANE)).hasValue(START.plusSeconds(30));
        clock.advance(Duration.ofMillis(29_999));
        assertThat(claimAll()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(claimAll()).containsExactly(id(soon));
        assertThat(outbox().nextDue(LANE)).hasValue(START.plusSeconds(60));
        clock.advance(Duration.ofHours(1));
        assertThat(claimAll()).containsExactly(id(later));
    }

    @Test
    void gives_nothing_that_was_handed_over() {
        QueuedMessage kept = message();
        accept(NewMessage.of(kept).handedOver());
        clock.advance(Duration.ofHours(1));
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().nextDue(LANE)).isEmpty();
        assertThat(outbox().begin(Set.of(id(kept)))).containsExactly(id(kept));
    }

    @Test
    void gives_what_was_handed_over_once_it_is_released() {
        QueuedMessage kept = messageDue(-5);
        accept(NewMessage.of(kept).handedOver());
        outbox().release(Set.of(id(kept)));
        assertThat(outbox().nextDue(LANE)).hasValue(START.minusSeconds(5));
        assertThat(claimAll()).containsExactly(id(kept));
    }

    @Test
    void gives_nothing_that_is_sent_at_once_and_lets_it_begin_once() {
        QueuedMessage kept = message();
        accept(NewMessage.of(kept).atOnce());
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().begin(Set.of(id(kept)))).containsExactly(id(kept));
        assertThat(outbox().begin(Set.of(id(kept)))).isEmpty();
        outbox().release(Set.of(id(kept)));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void gives_what_was_to_be_sent_at_once_when_it_is_released() {
        QueuedMessage kept = messageDue(-5);
        accept(NewMessage.of(kept).atOnce());
        outbox().release(Set.of(id(kept)));
        assertThat(claimAll()).containsExactly(id(kept));
        assertThat(outbox().begin(Set.of(id(kept)))).containsExactly(id(kept));
    }

    @Test
    void gives_what_was_handed_over_once_it_is_retried() {
        QueuedMessage kept = message();
        accept(NewMessage.of(kept).handedOver());
        outbox().begin(Set.of(id(kept)));
        retried(kept, START.plusSeconds(30), SendResults.deferred(450, "busy"));
        assertThat(claimAll()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(claimAll()).containsExactly(id(kept));
    }

    @Test
    void tells_the_next_time_of_what_nobody_has_claimed() {
        assertThat(outbox().nextDue(LANE)).isEmpty();
        QueuedMessage first = accepted(messageDue(-30));
        accepted(messageDue(-20));
        accepted(messageDue(3_600));
        assertThat(outbox().nextDue(LANE)).hasValue(START.minusSeconds(30));
        outbox().claim(LANE, 1);
        assertThat(outbox().nextDue(LANE)).hasValue(START.minusSeconds(20));
        outbox().claim(LANE, 1);
        assertThat(outbox().nextDue(LANE)).hasValue(START.plusSeconds(3_600));
        outbox().release(Set.of(id(first)));
        assertThat(outbox().nextDue(LANE)).hasValue(START.minusSeconds(30));
    }

    @Test
    void gives_again_what_was_released_as_it_was() {
        QueuedMessage first = claimed();
        outbox().release(Set.of(id(first)));
        QueuedMessage again = outbox().claim(LANE, 10).get(0);
        assertThat(List.of(again.info(), again.schedule(), again.attempts()))
                .containsExactly(first.info(), first.schedule(), 0);
        assertThat(claimAll()).isEmpty();
        assertThat(outbox().begin(Set.of(id(again)))).containsExactly(id(again));
    }

    @Test
    void releases_neither_what_was_begun_nor_what_waits() {
        QueuedMessage begun = begun();
        QueuedMessage waiting = accepted(message());
        outbox().release(Set.of(id(begun), id(waiting), Samples.id()));
        assertThat(claimAll()).containsExactly(id(waiting));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void begins_only_what_was_claimed_and_has_not_ended() {
        QueuedMessage claimed = claimed();
        QueuedMessage waiting = accepted(messageDue(60));
        QueuedMessage ended = claimed();
        ended(ended, MessageState.SENT, SendResults.accepted());
        QueuedMessage released = claimed();
        outbox().release(Set.of(id(released)));
        assertThat(outbox().begin(Set.of(id(claimed), id(waiting), id(ended), id(released), Samples.id())))
                .containsExactly(id(claimed));
        assertThat(outbox().begin(Set.of())).isEmpty();
        assertThat(claimAll()).containsExactly(id(released));
    }

    @Test
    void gives_a_time_long_ago_and_one_far_away_back_as_they_were() {
        Instant longAgo = Instant.parse("1990-01-01T00:00:00Z");
        QueuedMessage old = accepted(Samples.message(LANE, longAgo, longAgo));
        assertThat(outbox().nextDue(LANE)).hasValue(longAgo);
        QueuedMessage given = outbox().claim(LANE, 1).get(0);
        assertThat(given.schedule()).isEqualTo(old.schedule());
        assertThat(given.schedule().expires()).isEqualTo(Instant.MAX);
    }

    @Test
    void claims_one_message_that_waits_due_or_not_or_is_held() {
        QueuedMessage later = accepted(messageDue(3_600));
        QueuedMessage held = claimed();
        outbox().park(Set.of(id(held)));
        QueuedMessage waiting = accepted(message());
        for (QueuedMessage message : List.of(later, held, waiting)) {
            QueuedMessage claimed = outbox().claim(id(message)).orElseThrow();
            assertThat(claimed.info()).isEqualTo(message.info());
            assertThat(claimed.schedule()).isEqualTo(message.schedule());
            assertThat(claimed.content().data()).isEqualTo(message.content().data());
        }
        assertThat(outbox().unpark(STREAM, 10)).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(claimAll()).isEmpty();
    }

    @Test
    void claims_one_message_from_whoever_has_not_begun_it() {
        QueuedMessage claimed = claimed();
        QueuedMessage handedOver = message();
        accept(NewMessage.of(handedOver).handedOver());
        for (QueuedMessage message : List.of(claimed, handedOver)) {
            assertThat(outbox().claim(id(message))).isPresent();
            assertThat(outbox().begin(Set.of(id(message)))).isEmpty();
            outbox().release(Set.of(id(message)));
            outbox().park(Set.of(id(message)));
            assertThat(claimAll()).isEmpty();
            outbox().record(List.of(new Outcome.Dropped(id(message), MessageState.CANCELLED, "", Instant.MIN)));
            assertThat(history(message).state()).isEqualTo(MessageState.CANCELLED);
        }
        assertThat(outbox().holdsAny(STREAM)).isFalse();
    }

    @Test
    void claims_one_message_back_that_counted_as_begun_and_was_not() {
        QueuedMessage message = message();
        accept(NewMessage.of(message).atOnce());
        assertThat(outbox().claim(id(message))).isPresent();
        assertThat(outbox().begin(Set.of(id(message)))).isEmpty();
    }

    @Test
    void claims_no_message_that_is_begun_has_ended_or_is_not_known() {
        QueuedMessage begun = begun();
        assertThat(outbox().claim(id(begun))).isEmpty();
        ended(begun, MessageState.SENT, SendResults.accepted());
        assertThat(outbox().claim(id(begun))).isEmpty();
        assertThat(outbox().claim(Samples.id())).isEmpty();
    }
}
