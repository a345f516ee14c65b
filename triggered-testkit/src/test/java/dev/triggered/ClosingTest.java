package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosingTest {
    @Test
    void closing_sends_what_is_due() {
        Shop shop = new Shop()
                .with(Shop.stream("orders")
                        .lane(Lane.named("slow").connections(1).backlog(2)))
                .open();
        shop.mail()
                .trigger(
                        Shop.ORDER,
                        IntStream.range(0, 100).mapToObj(Shop::order).toList());
        shop.close();

        assertThat(shop.dispatcher().mails()).hasSize(100);
    }

    @Test
    void a_closed_instance_refuses_every_call_and_closes_twice_without_harm() {
        Shop shop = new Shop().with(Shop.stream("orders")).open();
        shop.close();
        shop.close();

        assertThatThrownBy(() -> shop.trigger(Shop.order(1))).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> shop.mail().explain(Shop.ORDER, Shop.order(1))).isInstanceOf(ClosedException.class);
    }

    @Test
    void closing_waits_no_longer_than_it_may_and_settles_what_is_on_the_wire() {
        CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(1);
        dispatcher.hold();
        Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(dispatcher)
                .settings(settings -> settings.drain(Duration.ofMillis(50)))
                .open();
        List<MessageId> ids = List.of(
                shop.trigger(Shop.order(1)).messageId().orElseThrow(),
                shop.trigger(Shop.order(2)).messageId().orElseThrow());
        dispatcher.awaitUnderWay(1);
        shop.mail().close();

        assertThat(dispatcher.underWay()).isZero();
        assertThat(ids)
                .allSatisfy(id -> assertThat(
                                shop.mail().messages().find(id).orElseThrow().state())
                        .isEqualTo(MessageState.QUEUED));
        assertThat(dispatcher.mails()).isEmpty();
    }

    @Test
    void closing_does_not_wait_for_a_message_whose_turn_is_tomorrow() {
        Shop shop = new Shop().with(Shop.stream("orders")).open();
        shop.trigger(Shop.order(1).notBefore(shop.clock.instant().plus(Duration.ofDays(1))));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(shop::close);

        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
        assertThat(shop.dispatcher().mails()).isEmpty();
    }

    @Test
    void a_deferred_message_does_not_keep_closing_waiting() {
        Shop shop = new Shop()
                .with(Shop.stream("orders"))
                .with(CapturingDispatcher.create().answering(SendResults.deferred(450, "later")))
                .open();
        shop.trigger(Shop.order(1));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(shop::close);

        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
    }
}
