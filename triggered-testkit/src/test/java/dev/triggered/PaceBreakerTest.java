package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.spi.MailStore;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A lane stops trying while its relay does not work, and no message loses an attempt by that. */
class PaceBreakerTest {
    private static final ExternalEvent RESET = ExternalEvent.named("reset");
    private static final DeliveryPolicy LATE = DeliveryPolicy.standard()
            .retry(RetryPolicy.standard()
                    .delays(Duration.ofHours(1), Duration.ofHours(1))
                    .jitter(0));
    private static final Lane LANE =
            Lane.named("fragile").breaker(new BreakerPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(4)));

    private final ShakyStore store = new ShakyStore();
    private final CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(1);

    private Shop shop() {
        return new Shop()
                .with(Shop.stream("orders").lane(LANE).delivery(LATE))
                .with(store)
                .with(dispatcher);
    }

    private static List<MessageId> triggered(Shop shop, int first, int count) {
        return shop
                .mail()
                .trigger(
                        Shop.ORDER,
                        IntStream.range(first, first + count)
                                .mapToObj(Shop::order)
                                .toList())
                .answers()
                .stream()
                .map(answer -> answer.messageId().orElseThrow())
                .toList();
    }

    private static void awaitPause(Shop shop, int seconds) {
        shop.clock.awaitPendingBy(shop.clock.instant().plusSeconds(seconds));
        assertThat(shop.clock.nextDue()).contains(shop.clock.instant().plusSeconds(seconds));
    }

    /** Has two messages fail, so that the lane pauses for a second while others wait. */
    private List<MessageId> opened(Shop shop, int waiting) {
        dispatcher.answering(Relay.UNREACHABLE, Relay.UNREACHABLE);
        List<MessageId> ids = triggered(shop, 0, 2 + waiting);
        awaitPause(shop, 1);
        assertThat(dispatcher.attempts()).hasSize(2);
        return ids.subList(2, ids.size());
    }

    @Test
    void nothing_is_begun_during_a_pause_and_one_message_after_it() {
        try (Shop shop = shop().open()) {
            List<MessageId> waiting = opened(shop, 10);
            dispatcher.hold();
            shop.clock.advance(Duration.ofMillis(999));
            assertThat(dispatcher.attempts()).hasSize(2);
            assertThat(waiting).allSatisfy(id -> assertThat(shop.statesOf(id)).containsExactly(MessageState.QUEUED));
            shop.clock.advance(Duration.ofMillis(1));
            dispatcher.awaitAttempts(3);
            dispatcher.release();

            dispatcher.awaitMails(10);
            waiting.forEach(id -> shop.awaitSteps(id, MessageState.QUEUED, MessageState.SENDING, MessageState.SENT));
            assertThat(dispatcher.attempts()).hasSize(12);
        }
    }

    @Test
    void whoever_asks_learns_that_it_pauses_and_what_waits_meanwhile() {
        try (Shop shop = shop().open()) {
            opened(shop, 10);
            Instant now = shop.clock.instant();

            LaneStatus lane = shop.mail().lanes().get(0);

            assertThat(lane.lane()).isEqualTo(LANE);
            assertThat(lane.breaker())
                    .isEqualTo(new LaneStatus.Breaker(
                            BreakerState.OPEN, Optional.of(now), Optional.of(now.plusSeconds(1))));
            assertThat(lane.waiting()).isGreaterThanOrEqualTo(10);
            assertThat(lane.firstDue()).hasValue(now);
            assertThat(lane.age(now.plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void each_pause_is_twice_as_long_up_to_the_longest_and_no_message_loses_more_than_the_attempt_it_made() {
        try (Shop shop = shop().open()) {
            List<MessageId> waiting = opened(shop, 10);
            dispatcher.answering(
                    Relay.UNREACHABLE,
                    Relay.LEAVING,
                    SendResults.uncertain(),
                    Relay.UNREACHABLE,
                    SendResults.accepted());
            List<Integer> pauses = new ArrayList<>();
            for (int seconds : new int[] {1, 2, 4, 4}) {
                awaitPause(shop, seconds);
                pauses.add(seconds);
                shop.clock.advance(Duration.ofSeconds(seconds));
                dispatcher.awaitAttempts(2 + pauses.size());
            }
            awaitPause(shop, 4);
            assertThat(dispatcher.attempts()).hasSize(6);
            shop.clock.advance(Duration.ofSeconds(4));

            shop.clock.awaitPendingBy(shop.clock.instant().plusSeconds(1));
            shop.clock.advance(Duration.ofHours(2));
            waiting.forEach(id -> shop.awaitState(id, MessageState.SENT));
            assertThat(waiting.subList(5, 10))
                    .allSatisfy(id -> assertThat(shop.statesOf(id))
                            .containsExactly(MessageState.QUEUED, MessageState.SENDING, MessageState.SENT));
        }
    }

    @Test
    void only_one_message_is_tried_however_many_come_at_that_moment() {
        CapturingDispatcher wide = CapturingDispatcher.withCapacity(8);
        wide.answering(Relay.UNREACHABLE, Relay.UNREACHABLE, Relay.UNREACHABLE);
        try (Shop shop = shop().with(wide).open()) {
            List<MessageId> failed =
                    List.of(triggered(shop, 0, 1).get(0), triggered(shop, 1, 1).get(0));
            failed.forEach(shop::awaitDeferred);
            shop.clock.advance(Duration.ofSeconds(1));
            wide.hold();
            List<CompletableFuture<Void>> callers = IntStream.range(0, 4)
                    .mapToObj(caller -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 25; i++) {
                            shop.trigger(Shop.order(100 + 25 * caller + i));
                        }
                    }))
                    .toList();
            callers.forEach(CompletableFuture::join);
            wide.awaitAttempts(3);
            wide.releaseNext();
            awaitPause(shop, 2);
            assertThat(wide.attempts()).hasSize(3);
            assertThat(wide.underWay()).isZero();

            shop.clock.advance(Duration.ofSeconds(2));
            wide.awaitAttempts(4);
            wide.release();
            assertThat(wide.awaitMails(99)).hasSize(99);
        }
    }

    @Test
    void a_message_to_which_a_place_was_promised_before_waits_too() {
        CapturingDispatcher wide = CapturingDispatcher.withCapacity(3);
        wide.answering(Relay.UNREACHABLE, Relay.UNREACHABLE);
        wide.hold();
        Barrier barrier = new Barrier();
        try (Shop shop = shop().with(wide).open()) {
            List<MessageId> failing = triggered(shop, 0, 2);
            wide.awaitAttempts(2);
            store.beforeAccept(barrier);
            CompletableFuture<List<MessageId>> promised = CompletableFuture.supplyAsync(() -> triggered(shop, 2, 1));
            barrier.awaitArrival();
            wide.release();
            failing.forEach(shop::awaitDeferred);
            barrier.open();
            MessageId waiting = promised.join().get(0);
            awaitPause(shop, 1);
            assertThat(store.accepted)
                    .last()
                    .satisfies(message -> assertThat(message.isAtOnce()).isTrue());
            assertThat(wide.attempts()).hasSize(2);

            shop.clock.advance(Duration.ofSeconds(1));
            shop.awaitSteps(waiting, MessageState.QUEUED, MessageState.SENDING, MessageState.SENT);
        }
    }

    @Test
    void messages_that_overflow_into_the_store_during_a_pause_are_sent_after_it() {
        try (Shop shop = shop().with(Shop.stream("few")
                        .on(RESET)
                        .lane(Lane.named("few").backlog(3).breaker(LANE.breaker()))
                        .delivery(LATE))
                .open()) {
            dispatcher.answering(Relay.UNREACHABLE, Relay.UNREACHABLE);
            List<Trigger> many = IntStream.range(0, 30).mapToObj(Shop::order).toList();
            shop.mail().trigger(RESET, many);
            awaitPause(shop, 1);
            assertThat(dispatcher.attempts()).hasSize(2);
            shop.clock.advance(Duration.ofSeconds(1));

            assertThat(dispatcher.awaitMails(28)).hasSize(28);
        }
    }

    @Test
    void a_lane_whose_relay_fails_does_not_slow_another_one_down() {
        try (Shop shop = shop().with(Shop.stream("resets").on(RESET).lane(Lane.named("urgent")))
                .settings(settings -> settings.drain(Duration.ofMillis(50)))
                .open()) {
            opened(shop, 50);
            shop.mail()
                    .trigger(
                            RESET,
                            IntStream.range(200, 220).mapToObj(Shop::order).toList());

            assertThat(dispatcher.awaitMails(20))
                    .hasSize(20)
                    .allSatisfy(mail -> assertThat(mail.recipient()).startsWith("jane2"));
            assertThat(dispatcher.attempts()).hasSize(22);
        }
    }

    @Test
    void a_relay_that_refuses_or_puts_off_mails_works() {
        dispatcher.otherwise(mail -> mail.recipient().matches("jane\\d*[02468]@.*")
                ? SendResults.refused(550, "unknown")
                : SendResults.deferred(450, "greylisted"));
        try (Shop shop = shop().open()) {
            triggered(shop, 0, 40);
            assertThat(dispatcher.awaitAttempts(40)).hasSize(40);
        }
    }

    @Test
    void a_message_that_cannot_be_begun_or_has_expired_does_not_use_up_the_try() {
        try (Shop shop = shop().open()) {
            opened(shop, 1);
            MessageId late = shop.trigger(
                            Shop.order(7).expiresAt(shop.clock.instant().plusMillis(2_500)))
                    .messageId()
                    .orElseThrow();
            MessageId good = triggered(shop, 8, 1).get(0);
            dispatcher.answering(Relay.UNREACHABLE);
            shop.clock.advance(Duration.ofSeconds(1));
            awaitPause(shop, 2);
            store.failOn("begin");
            shop.clock.advance(Duration.ofSeconds(2));
            shop.awaitState(late, MessageState.EXPIRED);
            awaitPause(shop, 1);
            store.comeBack();
            shop.clock.advance(Duration.ofSeconds(1));

            shop.awaitSteps(good, MessageState.QUEUED, MessageState.SENDING, MessageState.SENT);
        }
    }

    @Test
    void closing_during_a_pause_is_bounded_and_the_next_start_sends_what_waited() {
        MailStore kept = InMemoryStore.create();
        Shop shop = shop().with(kept)
                .settings(settings -> settings.drain(Duration.ofMillis(50)))
                .open();
        List<MessageId> waiting = opened(shop, 8);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(shop::close);
        assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
        assertThat(dispatcher.attempts()).hasSize(2);

        CapturingDispatcher next = CapturingDispatcher.create();
        try (Shop again = shop().with(kept).with(next).open()) {
            next.awaitMails(8);
            waiting.forEach(id -> again.awaitState(id, MessageState.SENT));
            assertThat(next.attempts()).hasSize(8);
        }
    }

    @Test
    void closing_tries_what_waits_when_the_pause_ends_in_time() {
        Shop shop = shop().open();
        List<MessageId> waiting = opened(shop, 8);
        CompletableFuture<Void> closing =
                CompletableFuture.runAsync(() -> shop.mail().close());
        Instant end = shop.clock.instant().plusSeconds(1);
        shop.clock.advanceTo(end);

        assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
        assertThat(waiting).allSatisfy(id -> assertThat(shop.statesOf(id)).endsWith(MessageState.SENT));
    }
}
