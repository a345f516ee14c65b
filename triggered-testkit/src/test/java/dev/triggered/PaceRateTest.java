package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.spi.TimeSource;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A lane sends no faster than its rate, however its messages come to it. */
class PaceRateTest {
    private static final ExternalEvent RESET = ExternalEvent.named("reset");
    private static final Lane TEN_A_SECOND =
            Lane.named("ten").rate(Rate.perSecond(10).burst(3));

    private final CapturingDispatcher dispatcher = CapturingDispatcher.create();

    private static List<Trigger> orders(int count) {
        return IntStream.range(0, count).mapToObj(Shop::order).toList();
    }

    private static List<String> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "jane" + number + "@example.com")
                .toList();
    }

    /** Waits until the lane has begun what it may, and waits for its next turn. */
    private static void awaitRest(Shop shop, Duration next) {
        shop.clock.awaitPendingBy(shop.clock.instant().plus(next));
    }

    private void assertTenASecondFrom(Shop shop, int begun, int all) {
        Duration tenth = Duration.ofMillis(100);
        for (int sent = begun; sent < all; sent++) {
            awaitRest(shop, tenth);
            assertThat(dispatcher.attempts()).hasSize(sent);
            assertThat(shop.clock.pending()).isEqualTo(1);
            shop.clock.advance(tenth.minusNanos(1));
            assertThat(dispatcher.attempts()).hasSize(sent);
            shop.clock.advance(Duration.ofNanos(1));
            dispatcher.awaitAttempts(sent + 1);
        }
    }

    @Test
    void a_burst_goes_at_once_and_the_rest_evenly() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(TEN_A_SECOND))
                .with(dispatcher)
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(20));
            assertTenASecondFrom(shop, 3, 20);
        }
    }

    @Test
    void messages_that_waited_in_the_store_keep_to_the_rate_and_to_their_order() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(TEN_A_SECOND.backlog(4)))
                .with(dispatcher)
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(40));
            assertTenASecondFrom(shop, 3, 40);

            assertThat(dispatcher.awaitMails(40))
                    .extracting(CapturedMail::recipient)
                    .containsExactlyElementsOf(addresses(40));
        }
    }

    @Test
    void messages_of_one_batch_do_not_overtake_each_other_where_time_passes_while_they_come() {
        Duration tenth = Duration.ofMillis(100);
        Shop shop = new Shop();
        AtomicReference<Thread> busy = new AtomicReference<>();
        try (shop) {
            shop.with(Shop.stream("orders").lane(TEN_A_SECOND.connections(40).backlog(2)))
                    .with(dispatcher)
                    .settings(settings -> settings.time(passing(shop.clock, busy::get)))
                    .open();
            for (int started = 1; started <= 3; started++) {
                shop.trigger(Shop.order(100));
                dispatcher.awaitMails(started);
                shop.clock.advance(Duration.ofSeconds(1));
            }
            dispatcher.clear();
            busy.set(Thread.currentThread());
            shop.mail().trigger(Shop.ORDER, orders(30));
            busy.set(null);

            Awaitility.await().untilAsserted(() -> {
                shop.clock.advance(tenth);
                assertThat(dispatcher.mails()).hasSize(30);
            });
            assertThat(dispatcher.mails()).extracting(CapturedMail::recipient).containsExactlyElementsOf(addresses(30));
        }
    }

    /** Returns a time that passes for a while whenever a thread looks at it. */
    private static TimeSource passing(ManualClock clock, Supplier<Thread> busy) {
        return new TimeSource() {
            @Override
            public Instant instant() {
                if (Thread.currentThread().equals(busy.get())) {
                    clock.advance(Duration.ofMillis(30));
                }
                return clock.instant();
            }

            @Override
            public void schedule(Instant due, Runnable task) {
                clock.schedule(due, task);
            }
        };
    }

    @Test
    void a_long_rest_brings_no_more_than_a_burst() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(TEN_A_SECOND))
                .with(dispatcher)
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(3));
            dispatcher.awaitMails(3);
            shop.clock.advance(Duration.ofDays(1));
            shop.mail().trigger(Shop.ORDER, orders(10));
            assertTenASecondFrom(shop, 6, 13);
        }
    }

    @Test
    void each_lane_has_its_own_rate() {
        Lane slow = Lane.named("slow").rate(Rate.perSecond(1));
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(slow))
                .with(Shop.stream("resets").on(RESET).lane(TEN_A_SECOND))
                .with(dispatcher)
                .settings(settings -> settings.drain(Duration.ofMillis(50)))
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(5));
            dispatcher.awaitAttempts(1);
            shop.mail()
                    .trigger(
                            RESET,
                            IntStream.range(100, 120).mapToObj(Shop::order).toList());
            shop.clock.awaitPending(2);
            for (int i = 0; i < 9; i++) {
                assertThat(dispatcher.attempts()).hasSize(4 + i);
                shop.clock.advance(Duration.ofMillis(100));
                dispatcher.awaitAttempts(5 + i);
                shop.clock.awaitPending(2);
            }
            shop.clock.advance(Duration.ofMillis(100));
            dispatcher.awaitAttempts(15);
            shop.clock.awaitPending(2);
            assertThat(dispatcher.attempts())
                    .hasSize(15)
                    .filteredOn(mail -> mail.recipient().matches("jane\\d@.*"))
                    .hasSize(2);
        }
    }

    @Test
    void a_place_that_was_promised_and_not_used_costs_nothing() {
        ShakyStore store = new ShakyStore();
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(Lane.named("one").rate(Rate.perSecond(1))))
                .with(store)
                .with(dispatcher)
                .open()) {
            dispatcher.awaitUnderWay(0);
            store.failOn("accept");
            assertThatThrownBy(() -> shop.trigger(Shop.order(1))).isInstanceOf(StoreException.class);
            store.comeBack();
            shop.trigger(Shop.order(2));

            assertThat(dispatcher.awaitMail().recipient()).isEqualTo("jane2@example.com");
        }
    }

    @Test
    void a_message_that_expires_before_it_is_sent_takes_nothing_from_the_rate() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(Lane.named("one").rate(Rate.perSecond(1))))
                .with(dispatcher)
                .open()) {
            MessageId late = shop.trigger(Shop.order(1).expiresAt(shop.clock.instant()))
                    .messageId()
                    .orElseThrow();
            shop.awaitState(late, MessageState.EXPIRED);
            shop.trigger(Shop.order(2));

            assertThat(dispatcher.awaitMail().recipient()).isEqualTo("jane2@example.com");
        }
    }

    @Test
    void closing_waits_no_longer_than_it_may_for_messages_that_the_rate_holds_back() {
        Shop shop = new Shop()
                .with(Shop.stream("orders").lane(TEN_A_SECOND))
                .with(dispatcher)
                .settings(settings -> settings.drain(Duration.ofMillis(50)))
                .open();
        shop.mail().trigger(Shop.ORDER, orders(5));
        dispatcher.awaitMails(3);
        shop.close();

        assertThat(dispatcher.attempts()).hasSize(3);
    }
}
