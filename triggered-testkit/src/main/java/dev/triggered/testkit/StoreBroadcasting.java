package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.BroadcastStore.Begun;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.BroadcastStore.Life;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.BroadcastStore.Standing;
import dev.triggered.spi.BroadcastStore.Tally;
import dev.triggered.spi.BroadcastStore.Waiting;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whether broadcasts are run by one at a time, come back as they were, and know their messages. */
abstract class StoreBroadcasting extends StoreScenarios {
    private static final long STREAM = 7;
    private static final Tally SOME = new Tally(100, 80, 10, 7, 3, 0.25);

    StoreBroadcasting(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void begins_empty() {
        assertThat(broadcasts().find("outage")).isEmpty();
        assertThat(broadcasts().list(10)).isEmpty();
        assertThat(broadcasts().waiting(1, 10)).isEqualTo(new Waiting(0, 0));
        assertThat(broadcasts().outcomes(1)).isEmpty();
        assertThat(broadcasts().pause(1, true, START)).isFalse();
        assertThat(broadcasts().cancel(1, START)).isFalse();
    }

    @Test
    void takes_what_is_new_and_gives_it_back_as_it_was() {
        Entry taken = taken("outage");
        assertThat(taken.number()).isPositive();
        assertThat(taken.stream()).isEqualTo(STREAM);
        assertThat(taken.tally()).isEqualTo(Tally.NOTHING);
        assertThat(taken.standing().owner()).isNotZero();
        assertThat(taken.standing())
                .isEqualTo(new Standing(
                        new Life(Stage.READING, "", START),
                        false,
                        taken.standing().owner(),
                        false,
                        START));
        assertThat(broadcasts().find("outage")).hasValue(taken);
        assertThat(broadcasts().begin("outage", STREAM, START))
                .as("begun once more, by the same node")
                .isEqualTo(new Begun.Taken(taken));
    }

    @Test
    void records_how_far_a_run_has_come_for_its_owner_only() {
        Entry taken = taken("outage");
        Entry recorded = broadcasts()
                .record(taken.number(), taken.standing().owner(), SOME, later(5))
                .orElseThrow();
        assertThat(recorded.tally()).isEqualTo(SOME);
        assertThat(recorded.standing().life().changedAt()).isEqualTo(later(5));
        assertThat(recorded.standing().startedAt()).isEqualTo(START);
        assertThat(broadcasts().record(taken.number(), taken.standing().owner() + 1, Tally.NOTHING, later(6)))
                .isEmpty();
        assertThat(broadcasts().find("outage")).hasValue(recorded);
    }

    @Test
    void runs_one_of_a_stream_at_a_time_and_as_many_as_there_are_streams() {
        Entry first = taken("first");
        assertThat(broadcasts().begin("second", STREAM, later(1))).isEqualTo(new Begun.Busy(first));
        assertThat(broadcasts().find("second")).isEmpty();
        assertThat(broadcasts().begin("other", STREAM + 1, later(1))).isInstanceOf(Begun.Taken.class);
        end(first, new Life(Stage.READ, "", later(2)));
        assertThat(broadcasts().begin("second", STREAM, later(3))).isInstanceOf(Begun.Taken.class);
        assertThat(broadcasts().list(2)).extracting(Entry::id).containsExactly("second", "other");
    }

    @Test
    void takes_up_again_what_was_left_in_the_middle_or_has_failed() {
        Entry taken = taken("outage");
        end(taken, new Life(Stage.READING, "", later(1)));
        Entry again = taken("outage");
        assertThat(again.number()).isEqualTo(taken.number());
        assertThat(again.tally()).isEqualTo(SOME);
        end(again, new Life(Stage.FAILED, "line 17", later(2)));
        assertThat(found("outage").standing().life()).isEqualTo(new Life(Stage.FAILED, "line 17", later(2)));
        assertThat(taken("outage").standing().life().fault()).isEmpty();
    }

    @Test
    void is_over_when_all_was_read_or_when_it_was_cancelled() {
        Entry first = taken("first");
        end(first, new Life(Stage.READ, "", later(1)));
        assertThat(broadcasts().begin("first", STREAM, later(2))).isEqualTo(new Begun.Known(found("first")));
        assertThat(broadcasts().cancel(first.number(), later(2))).isFalse();
        assertThat(broadcasts().pause(first.number(), true, later(2))).isFalse();
        Entry second = taken("second");
        assertThat(broadcasts().cancel(second.number(), later(3))).isTrue();
        assertThat(record(second).standing().stage()).isEqualTo(Stage.CANCELLED);
        end(second, new Life(Stage.READ, "", later(4)));
        assertThat(found("second").standing().stage()).isEqualTo(Stage.CANCELLED);
        assertThat(found("second").standing().owner()).isZero();
        assertThat(broadcasts().begin("second", STREAM, later(5))).isEqualTo(new Begun.Known(found("second")));
        assertThat(broadcasts().pause(second.number(), true, later(6))).isFalse();
    }

    @Test
    void stays_paused_until_it_goes_on_whoever_runs_it() {
        Entry taken = taken("outage");
        assertThat(broadcasts().pause(taken.number(), true, later(1))).isTrue();
        assertThat(record(taken).standing().paused()).isTrue();
        end(taken, new Life(Stage.READING, "", later(2)));
        assertThat(taken("outage").standing().paused()).isTrue();
        assertThat(broadcasts().pause(taken.number(), false, later(3))).isTrue();
        assertThat(found("outage").standing().paused()).isFalse();
    }

    @Test
    void knows_its_messages_and_what_became_of_them() {
        Entry taken = taken("outage");
        QueuedMessage first = accepted(messageDue(-30).ofBroadcast(taken.number()));
        accepted(messageDue(-20).ofBroadcast(taken.number()));
        accepted(messageDue(-10));
        assertThat(broadcasts().waiting(taken.number(), 10)).isEqualTo(new Waiting(2, 0));
        assertThat(broadcasts().waiting(taken.number(), 1)).isEqualTo(new Waiting(1, 0));
        assertThat(outbox().claim(LANE, 1).get(0).broadcast()).isEqualTo(taken.number());
        outbox().begin(Set.of(id(first)));
        retried(first, later(0), SendResults.uncertain());
        assertThat(broadcasts().waiting(taken.number(), 10)).isEqualTo(new Waiting(1, 1));
        assertThat(found("outage").standing().waits()).isTrue();
        for (QueuedMessage message : outbox().claim(LANE, 10)) {
            ended(message, MessageState.SENT, SendResults.accepted());
        }
        assertThat(broadcasts().waiting(taken.number(), 10)).isEqualTo(new Waiting(0, 0));
        assertThat(found("outage").standing().waits()).isFalse();
        assertThat(broadcasts().outcomes(taken.number())).isEqualTo(Map.of(MessageState.SENT, 2L));
    }

    @Test
    void can_be_paused_and_cancelled_while_its_last_messages_wait() {
        Entry taken = taken("outage");
        accepted(messageDue(0).ofBroadcast(taken.number()));
        end(taken, new Life(Stage.READ, "", later(1)));
        assertThat(broadcasts().outcomes(taken.number())).isEqualTo(Map.of(MessageState.QUEUED, 1L));
        assertThat(broadcasts().pause(taken.number(), true, later(2))).isTrue();
        assertThat(broadcasts().cancel(taken.number(), later(2))).isTrue();
    }

    @Test
    void gives_up_its_own_messages_that_nobody_has_held_or_waiting_due_or_not() {
        Entry taken = taken("outage");
        QueuedMessage held = accepted(messageDue(-50).ofBroadcast(taken.number()));
        outbox().park(Set.copyOf(claimAll()));
        QueuedMessage waiting = accepted(messageDue(-5).ofBroadcast(taken.number()));
        QueuedMessage later = accepted(messageDue(3_600).ofBroadcast(taken.number()));
        QueuedMessage ordinary = accepted(messageDue(-1));
        List<MessageId> some = ids(outbox().claimOfBroadcast(taken.number(), 2));
        List<MessageId> rest = ids(outbox().claimOfBroadcast(taken.number(), 2));
        assertThat(some).hasSize(2).doesNotContainAnyElementsOf(rest);
        assertThat(List.of(some.get(0), some.get(1), rest.get(0)))
                .containsExactlyInAnyOrder(id(held), id(waiting), id(later));
        assertThat(outbox().claimOfBroadcast(taken.number(), 2)).isEmpty();
        assertThat(claimAll()).containsExactly(id(ordinary));
    }

    @Test
    void lets_one_of_many_of_a_stream_that_begin_at_once_run() {
        List<Begun> begun = Crowd.run(8, number -> () -> broadcasts().begin("outage" + number, STREAM, START));
        assertThat(begun).filteredOn(Begun.Taken.class::isInstance).hasSize(1);
        assertThat(begun).filteredOn(Begun.Busy.class::isInstance).hasSize(7);
        assertThat(broadcasts().list(10)).hasSize(1);
    }

    @Test
    void is_made_once_by_many_that_begin_it_at_once() {
        List<Begun> begun = Crowd.run(8, number -> () -> broadcasts().begin("outage", STREAM, START));
        assertThat(begun).containsOnly(new Begun.Taken(found("outage")));
        assertThat(broadcasts().list(10)).hasSize(1);
    }

    @Test
    void counts_what_has_ended_no_longer_as_waiting() {
        Entry taken = taken("outage");
        NewMessage message =
                NewMessage.of(messageDue(-1).ofBroadcast(taken.number())).key(key(1, 1));
        accept(message);
        QueuedMessage claimed = outbox().claim(LANE, 1).get(0);
        ended(claimed, MessageState.SENT, SendResults.accepted());
        assertThat(broadcasts().waiting(taken.number(), 1).all()).isZero();
    }

    private BroadcastStore broadcasts() {
        return store().broadcasts();
    }

    private Entry taken(String id) {
        Begun begun = broadcasts().begin(id, STREAM, START);
        assertThat(begun).isInstanceOf(Begun.Taken.class);
        return ((Begun.Taken) begun).entry();
    }

    private Entry found(String id) {
        return broadcasts().find(id).orElseThrow();
    }

    private Entry record(Entry entry) {
        return broadcasts()
                .record(entry.number(), entry.standing().owner(), SOME, START)
                .orElseThrow();
    }

    private void end(Entry entry, Life life) {
        broadcasts().end(entry.number(), entry.standing().owner(), life, SOME);
    }

    private static Instant later(long seconds) {
        return START.plusSeconds(seconds);
    }
}
