package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A database that goes away and comes back costs no mail, and sends none twice. */
class OutageTest {
    private final ShakyStore store = new ShakyStore();
    private final CapturingDispatcher dispatcher = CapturingDispatcher.create();

    private Shop shop() {
        return new Shop().with(Shop.stream("orders")).with(store).with(dispatcher);
    }

    private static List<MessageId> triggered(Shop shop, int count) {
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(shop.trigger(Shop.order(i)).messageId().orElseThrow());
        }
        return ids;
    }

    private static void awaitSize(List<?> calls, int size) {
        Awaitility.await().until(() -> calls.size() >= size);
    }

    /** Turns the clock to what is due next. */
    private static void turn(Shop shop) {
        shop.clock.awaitPending(1);
        Instant due = shop.clock.nextDue().orElseThrow();
        shop.clock.advanceTo(due.isAfter(shop.clock.instant()) ? due : shop.clock.instant());
    }

    @Test
    void outcomes_that_cannot_be_recorded_are_recorded_once_when_the_database_is_back() {
        dispatcher.hold();
        try (Shop shop = shop().open()) {
            List<MessageId> ids = triggered(shop, 4);
            dispatcher.awaitAttempts(4);
            // Only that: a lane that looks in vain sets an alarm too, which the clock would be turned to.
            store.failOn("record");
            dispatcher.releaseNext();
            awaitSize(store.records, 1);
            dispatcher.release();
            Instant before = shop.clock.instant();
            for (int tries = 1; tries < 20; tries++) {
                awaitSize(store.records, tries);
                assertThat(store.records).hasSize(tries);
                turn(shop);
            }
            awaitSize(store.records, 20);
            assertThat(Duration.between(before, shop.clock.instant())).isGreaterThan(Duration.ofMinutes(1));
            assertThat(ids).allSatisfy(id -> assertThat(shop.statesOf(id)).doesNotContain(MessageState.SENT));

            store.comeBack();
            turn(shop);
            ids.forEach(id -> shop.awaitState(id, MessageState.SENT));
            assertThat(store.records).hasSize(21).last().isEqualTo(4);
            assertThat(ids).allSatisfy(id -> assertThat(shop.statesOf(id)).containsOnlyOnce(MessageState.SENT));
            assertThat(dispatcher.attempts()).hasSize(4);
        }
    }

    @Test
    void a_place_stays_taken_until_its_outcome_is_recorded() {
        Barrier barrier = new Barrier();
        store.beforeRecord(barrier);
        try (Shop shop = shop().open()) {
            triggered(shop, 6);
            dispatcher.awaitMails(4);
            barrier.awaitArrival();
            assertThat(dispatcher.attempts()).hasSize(4);
            barrier.open();
            assertThat(dispatcher.awaitMails(6)).hasSize(6);
        }
    }

    @Test
    void messages_that_cannot_be_begun_are_sent_once_and_in_order_when_they_can() {
        store.failOn("begin");
        try (Shop shop = shop().open()) {
            triggered(shop, 3);
            for (int tries = 1; tries < 6; tries++) {
                awaitSize(store.begins, tries);
                assertThat(store.begins).hasSize(tries);
                assertThat(dispatcher.attempts()).isEmpty();
                shop.clock.awaitPending(1);
                shop.clock.advance(Duration.ofSeconds(1));
            }
            awaitSize(store.begins, 6);
            store.comeBack();
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofSeconds(1));

            assertThat(dispatcher.awaitMails(3))
                    .extracting(CapturedMail::recipient)
                    .containsExactly("jane0@example.com", "jane1@example.com", "jane2@example.com");
            assertThat(store.begins).hasSize(7).last().isEqualTo(3);
            assertThat(dispatcher.attempts()).hasSize(3);
        }
    }

    @Test
    void a_message_that_another_node_took_is_not_sent_and_frees_its_place() {
        try (Shop shop = shop().open()) {
            store.giveToAnotherNode(id -> true);
            List<MessageId> ids = triggered(shop, 8);
            Awaitility.await()
                    .until(() ->
                            store.begins.stream().mapToInt(Integer::intValue).sum() == 8);
            store.giveToAnotherNode(id -> false);
            triggered(shop, 1);

            dispatcher.awaitMailTo("jane0@example.com");
            assertThat(dispatcher.attempts()).hasSize(1);
            assertThat(ids).allSatisfy(id -> assertThat(shop.statesOf(id)).containsExactly(MessageState.QUEUED));
        }
    }

    @Test
    void a_store_that_cannot_be_read_is_asked_again_by_the_clock_and_not_before() {
        try (Shop shop = shop().open()) {
            store.failOn("claim");
            shop.trigger(Shop.order(1).notBefore(shop.clock.instant().plusSeconds(60)));
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofSeconds(60));
            shop.clock.awaitPendingBy(shop.clock.instant().plusSeconds(1));
            store.comeBack();
            shop.clock.advance(Duration.ofSeconds(1));

            assertThat(dispatcher.awaitMail().recipient()).isEqualTo("jane1@example.com");
        }
    }

    @Test
    void a_trigger_that_the_store_fails_is_told_so_and_takes_no_place() {
        Shop shop = shop().open();
        store.goAway();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> shop.trigger(Shop.order(1)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.mayBeKept()).isFalse());
        }
        store.comeBack();
        shop.trigger(Shop.order(2));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(shop::close);

        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
        assertThat(dispatcher.mails()).hasSize(1);
    }

    @Test
    void a_trigger_of_which_nobody_knows_whether_it_was_kept_is_sent_once_if_it_was() {
        try (Shop shop = shop().open()) {
            store.breakAfterAccepting();
            assertThatThrownBy(() -> shop.trigger(Shop.order(1).id("order-1")))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.mayBeKept()).isTrue());
            dispatcher.awaitMailTo("jane1@example.com");
            TriggerReceipt.Answer again = shop.trigger(Shop.order(1).id("order-1"));

            assertThat(again.verdict()).isEqualTo(Verdict.DUPLICATE);
            shop.awaitSteps(again.messageId().orElseThrow(), MessageState.SENDING, MessageState.SENT);
            assertThat(dispatcher.attempts()).hasSize(1);
        }
    }

    @Test
    void a_trigger_for_later_of_which_nobody_knows_whether_it_was_kept_is_sent_when_it_is_due() {
        try (Shop shop = shop().open()) {
            store.breakAfterAccepting();
            Trigger later = Shop.order(1).notBefore(shop.clock.instant().plusSeconds(60));
            assertThatThrownBy(() -> shop.trigger(later))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.mayBeKept()).isTrue());
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofSeconds(60));

            assertThat(dispatcher.awaitMail().recipient()).isEqualTo("jane1@example.com");
        }
    }

    @Test
    void an_outcome_that_the_store_refuses_harms_its_message_alone() {
        dispatcher.hold();
        Barrier barrier = new Barrier();
        store.beforeRecord(barrier);
        try (Shop shop = shop().open()) {
            List<MessageId> ids = triggered(shop, 4);
            store.refuse(outcome -> outcome.id().equals(ids.get(1)));
            dispatcher.awaitAttempts(4);
            dispatcher.releaseNext();
            barrier.awaitArrival();
            dispatcher.release();
            barrier.open();
            List.of(0, 2, 3).forEach(i -> shop.awaitState(ids.get(i), MessageState.SENT));
            List<MessageId> more = triggered(shop, 4);
            more.forEach(id -> shop.awaitState(id, MessageState.SENT));

            assertThat(shop.mail().messages().find(ids.get(1)).orElseThrow().state())
                    .isEqualTo(MessageState.SENDING);
            assertThat(dispatcher.attempts()).hasSize(8);
        }
    }

    @Test
    void an_outcome_that_the_store_refuses_without_another_one_is_given_up_after_some_tries() {
        store.refuse(outcome -> true);
        CapturingDispatcher single = CapturingDispatcher.withCapacity(1);
        try (Shop shop = shop().with(single).open()) {
            triggered(shop, 1);
            for (int tries = 1; tries < 10; tries++) {
                awaitSize(store.records, 2 * tries);
                turn(shop);
            }
            awaitSize(store.records, 20);
            store.refuse(outcome -> false);
            shop.awaitState(triggered(shop, 1).get(0), MessageState.SENT);

            assertThat(single.attempts()).hasSize(2);
        }
    }

    @Test
    void closing_while_the_store_is_away_takes_no_longer_than_it_may() {
        dispatcher.hold();
        Shop shop = shop().settings(settings -> settings.drain(Duration.ofMillis(50)))
                .open();
        List<MessageId> ids = triggered(shop, 6);
        dispatcher.awaitAttempts(4);
        store.goAway();
        dispatcher.release();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(shop::close);

        assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
        assertThat(ids.subList(0, 4))
                .allSatisfy(id -> assertThat(
                                shop.mail().messages().find(id).orElseThrow().state())
                        .isEqualTo(MessageState.SENDING));
        assertThat(store.recorded).isEmpty();
    }

    @Test
    void closing_waits_for_a_store_that_comes_back_in_time() {
        dispatcher.hold();
        Shop shop = shop().open();
        List<MessageId> ids = triggered(shop, 2);
        dispatcher.awaitAttempts(2);
        store.goAway();
        dispatcher.release();
        awaitSize(store.records, 1);
        CompletableFuture<Void> closing =
                CompletableFuture.runAsync(() -> shop.mail().close());
        store.comeBack();
        shop.clock.advance(Duration.ofSeconds(10));

        assertThat(closing).succeedsWithin(Duration.ofSeconds(30));
        assertThat(ids).allSatisfy(id -> assertThat(shop.statesOf(id)).endsWith(MessageState.SENT));
    }

    @Test
    void messages_that_are_there_at_once_are_begun_and_recorded_at_once() {
        dispatcher.hold();
        Barrier begin = new Barrier();
        Barrier record = new Barrier();
        store.beforeBegin(begin);
        store.beforeRecord(record);
        try (Shop shop = shop().open()) {
            List<MessageId> ids = triggered(shop, 1);
            begin.awaitArrival();
            ids.addAll(triggered(shop, 4));
            begin.open();
            dispatcher.awaitAttempts(4);
            assertThat(store.begins).containsExactly(1, 3);

            dispatcher.releaseNext();
            record.awaitArrival();
            dispatcher.release();
            record.open();
            ids.forEach(id -> shop.awaitState(id, MessageState.SENT));
            assertThat(store.begins).containsExactly(1, 3, 1);
            assertThat(store.records).first().isEqualTo(1);
            assertThat(store.records.get(1)).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void what_expires_or_cannot_be_made_harms_none_of_those_that_are_begun_with_it() {
        dispatcher.hold();
        Barrier begin = new Barrier();
        store.beforeBegin(begin);
        try (Shop shop = shop().open()) {
            triggered(shop, 1);
            begin.awaitArrival();
            MessageId late = shop.trigger(Shop.order(7).expiresAt(shop.clock.instant()))
                    .messageId()
                    .orElseThrow();
            MessageId good = triggered(shop, 1).get(0);
            begin.open();
            shop.awaitState(late, MessageState.EXPIRED);
            dispatcher.release();
            shop.awaitState(good, MessageState.SENT);

            assertThat(store.begins).containsExactly(1, 1);
            assertThat(dispatcher.attempts()).hasSize(2);
        }
    }

    @Test
    void a_deferred_message_is_sent_after_an_outage_that_outlasted_its_delay() {
        dispatcher.answering(SendResults.deferred(450, "busy"));
        dispatcher.hold();
        try (Shop shop = shop().open()) {
            MessageId id = triggered(shop, 1).get(0);
            dispatcher.awaitAttempts(1);
            store.failOn("record");
            dispatcher.release();
            awaitSize(store.records, 1);
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofHours(1));
            awaitSize(store.records, 2);
            store.comeBack();
            turn(shop);

            shop.awaitState(id, MessageState.SENT);
            assertThat(dispatcher.attempts()).hasSize(2);
        }
    }
}
