package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a store finds that this node did not put there, and what it is told beside each message. */
class WakingTest {
    private final ShakyStore store = new ShakyStore();
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> false);

    private MessageId prepare(Shop shop, Trigger trigger) {
        return shop.mail()
                .in(connection)
                .trigger(Shop.ORDER, trigger)
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    @Test
    void a_lane_that_nobody_knows_is_ignored() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).with(store).open()) {
            store.waker().wake("nobody");
            MessageId id = prepare(shop, Shop.order(1));
            store.commit();

            shop.awaitState(id, MessageState.SENT);
        }
    }

    @Test
    void leftovers_of_another_node_are_settled_when_the_store_rings_and_not_by_the_one_who_rings() {
        List<String> deciders = new CopyOnWriteArrayList<>();
        DeliveryPolicy ask = DeliveryPolicy.standard().whenUncertain(WhenUncertain.ASK);
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").delivery(ask))
                .with(store)
                .settings(settings -> settings.uncertain(
                        step -> deciders.add(Thread.currentThread().getName())))
                .open()) {
            MessageId id = prepare(shop, Shop.order(1));
            store.commitAsLeftovers();
            store.waker().wakeAll();
            store.waker().wakeAll();
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofHours(1));

            shop.awaitState(id, MessageState.SENT);
            assertThat(shop.statesOf(id))
                    .containsExactly(MessageState.DEFERRED, MessageState.SENDING, MessageState.SENT);
            assertThat(deciders)
                    .hasSize(1)
                    .doesNotContain(Thread.currentThread().getName());
        }
    }

    @Test
    void leftovers_that_the_store_cannot_give_are_asked_for_again() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").delivery(DeliveryPolicy.standard().whenUncertain(WhenUncertain.HOLD)))
                .with(store)
                .open()) {
            MessageId id = prepare(shop, Shop.order(1));
            store.commitAsLeftovers();
            store.failOn("inherit");
            store.waker().wakeAll();
            shop.clock.awaitPending(1);
            store.comeBack();
            shop.clock.advance(Duration.ofSeconds(1));

            shop.awaitState(id, MessageState.UNCERTAIN);
        }
    }

    @Test
    void lanes_that_no_stream_names_are_named_in_the_log() {
        QueuedMessage sample;
        ShakyStore other = new ShakyStore();
        try (Shop shop = new Shop().with(Shop.stream("orders")).with(other).open()) {
            shop.mail().in(connection).trigger(Shop.ORDER, Shop.order(1));
            sample = other.uncommitted().get(0).message();
        }
        store.keepIn("forgotten", sample);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (Shop shop = new Shop().with(Shop.stream("orders")).with(store).open()) {
            shop.trigger(Shop.order(1));
        } finally {
            System.setErr(err);
        }

        assertThat(log.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("messages wait in the lanes [forgotten], which no stream names");
    }

    @Test
    void what_is_held_while_its_stream_goes_on_goes_out_with_it() {
        Barrier holding = new Barrier();
        Barrier letGo = new Barrier();
        store.beforePark(holding);
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(store)
                .with(dispatcher)
                .open()) {
            shop.mail().streams().pause("orders");
            store.afterUnpark(letGo);
            shop.trigger(Shop.order(1));
            holding.awaitArrival();
            shop.mail().streams().resume("orders");
            letGo.awaitArrival();
            holding.open();
            shop.trigger(Shop.order(2));
            dispatcher.awaitMails(1);
            letGo.open();

            assertThat(dispatcher.awaitMails(2))
                    .extracting(CapturedMail::recipient)
                    .containsExactly("jane2@example.com", "jane1@example.com");
        }
    }

    @Test
    void the_store_is_told_which_values_are_secret_and_until_when_the_rest_is_kept() {
        ExternalEvent reset = ExternalEvent.named("reset").secret("link");
        Retention day = Retention.standard().sent(Duration.ofDays(1));
        try (Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(Shop.stream("resets").on(reset).retention(day))
                .with(Shop.stream("forever").on(reset).retention(day.sent(DeliveryPolicy.NEVER)))
                .with(store)
                .open()) {
            shop.trigger(Shop.order(1));
            shop.trigger(Shop.order(2).expiresAt(shop.clock.instant()));
            shop.mail().trigger(reset, Shop.order(3));
            Awaitility.await().until(() -> store.recorded.size() == 4);

            assertThat(store.accepted)
                    .extracting(message -> message.secrets())
                    .containsExactly(Set.of(), Set.of(), Set.of("link"), Set.of("link"));
            assertThat(store.recorded)
                    .extracting(outcome -> outcome instanceof Outcome.Ended end
                            ? end.keepUntil()
                            : ((Outcome.Dropped) outcome).keepUntil())
                    .containsExactlyInAnyOrder(
                            Instant.MIN,
                            shop.clock.instant().plus(Duration.ofDays(7)),
                            shop.clock.instant().plus(Duration.ofDays(1)),
                            Instant.MAX);
        }
    }

    @Test
    void priority_decides_who_goes_first_in_memory_and_from_the_store() {
        CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(1);
        dispatcher.hold();
        Lane lane = Lane.named("shared").backlog(3);
        ExternalEvent urgent = ExternalEvent.named("urgent");
        ExternalEvent bulk = ExternalEvent.named("bulk");
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").lane(lane))
                .with(Shop.stream("urgent").on(urgent).lane(lane).priority(Priority.HIGH))
                .with(Shop.stream("bulk").on(bulk).lane(lane).priority(Priority.LOW))
                .with(store)
                .with(dispatcher)
                .open()) {
            shop.trigger(Shop.order(0));
            dispatcher.awaitAttempts(1);
            shop.mail().trigger(bulk, Shop.order(9));
            shop.trigger(Shop.order(2));
            shop.mail().trigger(urgent, Shop.order(1));
            shop.trigger(Shop.order(4));
            shop.trigger(Shop.order(5));
            shop.mail().trigger(urgent, Shop.order(3));
            dispatcher.release();

            assertThat(dispatcher.awaitMails(7))
                    .extracting(CapturedMail::recipient)
                    .startsWith("jane0@example.com", "jane1@example.com", "jane3@example.com", "jane2@example.com")
                    .endsWith("jane9@example.com");
        }
    }
}
