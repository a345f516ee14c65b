package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lane slows down when its relay asks for it, and comes back by itself. */
class PaceSlowDownTest {
    private static final RetryPolicy LATE = RetryPolicy.standard()
            .delays(Duration.ofHours(1), Duration.ofHours(1))
            .jitter(0);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(1);

    private Shop shop() {
        return new Shop()
                .with(Shop.stream("orders").delivery(DeliveryPolicy.standard().retry(LATE)))
                .with(dispatcher);
    }

    private static List<Trigger> orders(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(Shop::order).toList();
    }

    static List<SendResult> requestsForLess() {
        return List.of(Relay.TOO_FAST, Relay.LEAVING);
    }

    @ParameterizedTest
    @MethodSource("requestsForLess")
    void a_lane_goes_on_at_half_its_pace_and_rises_until_it_is_where_it_was(SendResult request) {
        try (Shop shop = shop().open()) {
            shop.clock.advance(Duration.ofSeconds(10));
            shop.mail().trigger(Shop.ORDER, orders(0, 19));
            dispatcher.awaitMails(19);
            dispatcher.answering(request);
            MessageId asked = shop.trigger(Shop.order(19)).messageId().orElseThrow();
            shop.awaitDeferred(asked);
            shop.mail().trigger(Shop.ORDER, orders(20, 100));

            for (int second = 0; second < 10; second++) {
                shop.clock.awaitPendingBy(shop.clock.instant().plus(SECOND));
                assertThat(dispatcher.attempts()).hasSizeBetween(20 + second, 20 + 2 * second);
                shop.clock.advance(SECOND);
            }
            shop.clock.awaitPendingBy(shop.clock.instant().plus(SECOND));
            assertThat(dispatcher.attempts()).hasSizeLessThan(40);
            for (int second = 10; second < 17; second++) {
                shop.clock.advance(SECOND);
            }
            dispatcher.awaitMails(119);
            shop.clock.advance(Duration.ofHours(1));
            shop.awaitState(asked, MessageState.SENT);
        }
    }

    @Test
    void a_mail_that_is_put_off_for_itself_slows_down_nothing() {
        dispatcher.answering(
                SendResults.deferred(450, "greylisted"),
                SendResults.refused(550, "unknown"),
                SendResults.deferred(452, "mailbox full"));
        try (Shop shop = shop().open()) {
            shop.clock.advance(Duration.ofDays(1));
            shop.mail().trigger(Shop.ORDER, orders(0, 50));

            assertThat(dispatcher.awaitMails(47)).hasSize(47);
        }
    }
}
