package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.spi.NewMessage;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final ExternalEvent RESET = ExternalEvent.named("reset");

    private static List<Trigger> orders(int count) {
        return IntStream.range(0, count).mapToObj(Shop::order).toList();
    }

    @Test
    void a_lane_that_is_stuck_does_not_slow_another_one_down() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        dispatcher.holdLane("orders");
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(Shop.stream("resets").on(RESET).lane(Lane.named("urgent")))
                .with(dispatcher)
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(500));
            shop.mail().trigger(RESET, Trigger.to("urgent@example.com").with("number", 1));

            dispatcher.awaitMailTo("urgent@example.com");
            assertThat(dispatcher.mails()).hasSize(1);
        }
    }

    @Test
    void a_lane_says_what_waits_and_what_is_under_way() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        dispatcher.hold();
        Lane lane = Lane.named("three").connections(3).backlog(5);
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(lane))
                .with(dispatcher)
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(20));
            dispatcher.awaitAttempts(3);

            LaneStatus.Breaker closed = new LaneStatus.Breaker(BreakerState.CLOSED, Optional.empty(), Optional.empty());
            Awaitility.await()
                    .untilAsserted(() -> assertThat(shop.mail().lanes())
                            .singleElement()
                            .isEqualTo(new LaneStatus(lane, 17, Optional.of(shop.clock.instant()), 3, closed)));
            dispatcher.release();
            dispatcher.awaitMails(20);
        }
    }

    @Test
    void no_more_mails_are_under_way_than_the_lane_has_connections() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        dispatcher.hold();
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(Lane.named("three").connections(3)))
                .with(dispatcher)
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(20));
            dispatcher.awaitAttempts(3);
            for (int i = 1; i <= 17; i++) {
                dispatcher.releaseNext();
                dispatcher.awaitAttempts(3 + i);
                assertThat(dispatcher.underWay()).isLessThanOrEqualTo(3);
            }
        }
    }

    @Test
    void messages_go_out_in_the_order_of_their_triggers_whatever_waits_in_memory_or_in_the_store() {
        CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(1);
        dispatcher.hold();
        try (Shop shop = new Shop()
                .with(Shop.stream("orders")
                        .lane(Lane.named("narrow").connections(1).backlog(3)))
                .with(dispatcher)
                .open()) {
            for (Trigger order : orders(50)) {
                shop.trigger(order);
            }
            dispatcher.release();

            assertThat(dispatcher.awaitMails(50))
                    .extracting(CapturedMail::recipient)
                    .containsExactlyElementsOf(IntStream.range(0, 50)
                            .mapToObj(i -> "jane" + i + "@example.com")
                            .toList());
        }
    }

    @Test
    void what_comes_while_the_store_is_read_is_handed_over_and_does_not_overtake_what_was_kept_before() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        ShakyStore store = new ShakyStore();
        Barrier first = new Barrier();
        Barrier second = new Barrier();
        store.afterClaim(() -> {
            store.afterClaim(second);
            first.run();
        });
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(store)
                .with(dispatcher)
                .open()) {
            first.awaitArrival();
            shop.trigger(Shop.order(1));
            first.open();
            second.awaitArrival();
            shop.trigger(Shop.order(2));
            shop.trigger(Shop.order(3));
            second.open();

            assertThat(dispatcher.awaitMails(3))
                    .extracting(CapturedMail::recipient)
                    .containsExactly("jane1@example.com", "jane2@example.com", "jane3@example.com");
            assertThat(store.accepted).extracting(NewMessage::isHandedOver).containsExactly(false, true, true);
        }
    }

    @Test
    void one_bad_message_harms_itself_alone() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(CapturingDispatcher.create().whenRecipient("jane1@example.com", SendResults.refused(554, "no")))
                .open()) {
            Trigger broken = Shop.order(2).attach(Attachment.lazily("gone.pdf", () -> {
                throw new java.io.IOException("the file is gone");
            }));
            MessageId refused = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            MessageId unreadable = shop.trigger(broken).messageId().orElseThrow();
            shop.trigger(Shop.order(3));
            shop.mail().close();

            assertThat(shop.dispatcher().mails())
                    .extracting(CapturedMail::recipient)
                    .containsExactly("jane3@example.com");
            assertThat(List.of(refused, unreadable))
                    .allSatisfy(id -> assertThat(shop.mail()
                                    .messages()
                                    .find(id)
                                    .orElseThrow()
                                    .state())
                            .isEqualTo(MessageState.FAILED));
        }
    }

    @Test
    void a_full_store_refuses_the_trigger_whole_and_takes_it_when_there_is_room() {
        CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(1);
        dispatcher.hold();
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(dispatcher)
                .with(InMemoryStore.holding(
                        InMemoryStore.Capacity.standard().messages(3).patience(Duration.ZERO)))
                .open()) {
            shop.mail().trigger(Shop.ORDER, orders(2));
            assertThatThrownBy(() -> shop.mail().trigger(Shop.ORDER, List.of(Shop.order(2), Shop.order(3))))
                    .isInstanceOfSatisfying(
                            OverloadedException.class,
                            e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("2 of 3");
            dispatcher.awaitAttempts(1);
            dispatcher.releaseNext();
            Awaitility.await().until(() -> shop.steps.stream().anyMatch(step -> step.state() == MessageState.SENT));

            shop.mail()
                    .trigger(Shop.ORDER, List.of(Shop.order(2), Shop.order(3)))
                    .orThrow();
            dispatcher.release();
            assertThat(dispatcher.awaitMails(4))
                    .extracting(CapturedMail::recipient)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_trigger_waits_for_room_as_long_as_the_store_has_patience() throws Exception {
        CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(1);
        dispatcher.hold();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(dispatcher)
                .with(InMemoryStore.holding(
                        InMemoryStore.Capacity.standard().messages(1).patience(Duration.ofSeconds(20))))
                .open()) {
            shop.trigger(Shop.order(1));
            Future<TriggerReceipt.Answer> second = caller.submit(() -> shop.trigger(Shop.order(2)));
            dispatcher.awaitAttempts(1);
            dispatcher.releaseNext();

            assertThat(second.get().verdict()).isEqualTo(Verdict.ACCEPTED);
        } finally {
            caller.shutdown();
        }
    }

    @Test
    void bytes_bound_the_store_too() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        dispatcher.hold();
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(dispatcher)
                .with(InMemoryStore.holding(
                        InMemoryStore.Capacity.standard().bytes(10_000).patience(Duration.ZERO)))
                .open()) {
            Trigger large = Shop.order(1).attach(Attachment.of("a.bin", new byte[6_000]));
            shop.trigger(large);
            assertThatThrownBy(() -> shop.trigger(large)).isInstanceOf(OverloadedException.class);
        }
    }

    @Test
    void triggers_from_many_threads_arrive_once_each() throws Exception {
        int threads = 8;
        int each = 250;
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try (Shop shop = new Shop()
                .with(Shop.stream("orders")
                        .lane(Lane.named("busy").connections(4).backlog(16)))
                .open()) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int first = t * each;
                done.add(callers.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        shop.trigger(Shop.order(first + i));
                    }
                    return each;
                }));
            }
            for (Future<Integer> part : done) {
                part.get();
            }
            Set<String> recipients = shop.dispatcher().awaitMails(threads * each).stream()
                    .map(CapturedMail::recipient)
                    .collect(Collectors.toSet());

            assertThat(shop.dispatcher().mails()).hasSize(threads * each);
            assertThat(recipients).hasSize(threads * each);
        } finally {
            callers.shutdown();
        }
    }
}
