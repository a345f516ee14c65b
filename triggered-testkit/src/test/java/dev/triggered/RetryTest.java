package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.spi.TimeSource;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final RetryPolicy EXACT = RetryPolicy.standard()
            .delays(Duration.ofMinutes(1), Duration.ofMinutes(4))
            .jitter(0);

    private static Shop shop(DeliveryPolicy policy, SendResult... results) {
        return new Shop()
                .with(Shop.stream("orders").delivery(policy))
                .with(CapturingDispatcher.create().answering(results))
                .open();
    }

    @Test
    void a_deferred_message_is_tried_again_after_a_delay_that_doubles_up_to_its_longest() {
        SendResult later = SendResults.deferred(450, "4.2.1 busy");
        try (Shop shop = shop(DeliveryPolicy.standard().retry(EXACT), later, later, later, later)) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            Instant start = shop.clock.instant();
            for (int minutes : List.of(1, 3, 7, 11)) {
                shop.clock.awaitPendingBy(start.plus(Duration.ofMinutes(minutes)));
                shop.clock.advanceTo(start.plus(Duration.ofMinutes(minutes)).minusMillis(1));
                int before = shop.dispatcher().attempts().size();
                shop.clock.advanceTo(start.plus(Duration.ofMinutes(minutes)));
                shop.dispatcher().awaitAttempts(before + 1);
            }
            CapturedMail mail = shop.dispatcher().awaitMail();
            shop.awaitState(id, MessageState.SENT);

            assertThat(shop.dispatcher().attempts())
                    .hasSize(5)
                    .extracting(CapturedMail::messageId)
                    .containsOnly(mail.messageId());
            MessageHistory history = shop.mail().messages().find(id).orElseThrow();
            assertThat(history.state()).isEqualTo(MessageState.SENT);
            assertThat(history.attempts())
                    .extracting(attempt -> Duration.between(start, attempt.at()).toMinutes())
                    .containsExactly(0L, 1L, 3L, 7L, 11L);
            assertThat(history.attempts().get(0).result().reply().code()).isEqualTo(450);
        }
    }

    @Test
    void a_refused_message_fails_at_once_with_the_reply() {
        try (Shop shop = shop(DeliveryPolicy.standard(), SendResults.refused(550, "no such user"))) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.mail().close();

            MessageHistory history = shop.mail().messages().find(id).orElseThrow();
            assertThat(history.state()).isEqualTo(MessageState.FAILED);
            assertThat(history.attempts())
                    .singleElement()
                    .satisfies(attempt ->
                            assertThat(attempt.result().reply().code()).isEqualTo(550));
            assertThat(shop.statesOf(id))
                    .containsExactly(MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED);
        }
    }

    @Test
    void a_message_is_given_up_after_the_last_attempt_of_its_policy() {
        SendResult later = SendResults.deferred(421, "4.7.0 later");
        try (Shop shop = shop(DeliveryPolicy.standard().retry(EXACT.attempts(2)), later, later)) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofMinutes(1));
            shop.dispatcher().awaitAttempts(2);
            shop.mail().close();

            assertThat(shop.mail().messages().find(id).orElseThrow().state()).isEqualTo(MessageState.FAILED);
            assertThat(shop.statesOf(id)).endsWith(MessageState.DEFERRED, MessageState.SENDING, MessageState.FAILED);
        }
    }

    @Test
    void a_message_is_given_up_when_its_next_attempt_would_be_too_late() {
        SendResult later = SendResults.deferred(450, "4.2.1 busy");
        try (Shop shop = shop(DeliveryPolicy.standard().retry(EXACT.giveUpAfter(Duration.ofSeconds(59))), later)) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.mail().close();

            assertThat(shop.mail().messages().find(id).orElseThrow().state()).isEqualTo(MessageState.FAILED);
        }
    }

    @Test
    void a_message_expires_rather_than_being_tried_after_its_time() {
        SendResult later = SendResults.deferred(450, "4.2.1 busy");
        DeliveryPolicy policy = DeliveryPolicy.standard().retry(EXACT).expireAfter(Duration.ofMinutes(2));
        try (Shop shop = shop(policy, later, later)) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofMinutes(1));
            shop.dispatcher().awaitAttempts(2);
            shop.mail().close();

            MessageHistory history = shop.mail().messages().find(id).orElseThrow();
            assertThat(history.state()).isEqualTo(MessageState.EXPIRED);
            assertThat(history.attempts()).hasSize(2);
        }
    }

    @Test
    void a_message_whose_time_ran_out_while_it_waited_is_never_sent() {
        try (Shop shop = shop(DeliveryPolicy.standard())) {
            Instant now = shop.clock.instant();
            MessageId id =
                    shop.trigger(Shop.order(1).expiresAt(now)).messageId().orElseThrow();
            shop.mail().close();

            MessageHistory history = shop.mail().messages().find(id).orElseThrow();
            assertThat(history.state()).isEqualTo(MessageState.EXPIRED);
            assertThat(history.note().reason()).contains(now.toString());
            assertThat(shop.dispatcher().attempts()).isEmpty();
        }
    }

    @Test
    void a_message_is_not_sent_before_its_time() {
        try (Shop shop = shop(DeliveryPolicy.standard())) {
            Instant later = shop.clock.instant().plus(Duration.ofHours(8));
            shop.trigger(Shop.order(1).notBefore(later));
            shop.clock.awaitPendingBy(later);
            shop.clock.advanceTo(later.minusMillis(1));
            shop.trigger(Shop.order(2));
            assertThat(shop.dispatcher().awaitMail().recipient()).isEqualTo("jane2@example.com");

            shop.clock.advanceTo(later);
            shop.dispatcher().awaitMailTo("jane1@example.com");
        }
    }

    @Test
    void a_timer_that_rings_early_loses_no_retry() {
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").delivery(DeliveryPolicy.standard().retry(EXACT)))
                .with(CapturingDispatcher.create().answering(SendResults.deferred(450, "busy")))
                .settings(
                        settings -> settings.time(new EarlyTimer(settings.time().orElseThrow())))
                .open()) {
            shop.trigger(Shop.order(1));
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofSeconds(59));
            shop.clock.awaitPendingBy(shop.clock.instant().plusSeconds(1));
            shop.clock.advance(Duration.ofSeconds(1));

            shop.dispatcher().awaitMail();
        }
    }

    @Test
    void a_policy_that_never_gives_up_goes_on() {
        SendResult later = SendResults.deferred(450, "4.2.1 busy");
        try (Shop shop = shop(DeliveryPolicy.standard().retry(EXACT.giveUpAfter(DeliveryPolicy.NEVER)), later)) {
            shop.trigger(Shop.order(1));
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofMinutes(1));

            shop.dispatcher().awaitMail();
        }
    }

    @Test
    void an_uncertain_message_is_sent_again_under_the_same_message_id() {
        try (Shop shop = shop(DeliveryPolicy.standard().retry(EXACT), SendResults.uncertain())) {
            shop.trigger(Shop.order(1));
            shop.clock.awaitPending(1);
            shop.clock.advance(Duration.ofMinutes(1));

            CapturedMail sent = shop.dispatcher().awaitMail();
            assertThat(shop.dispatcher().attempts())
                    .extracting(CapturedMail::messageId)
                    .containsExactly(sent.messageId(), sent.messageId());
        }
    }

    @Test
    void an_uncertain_message_is_held_where_the_stream_prefers_a_miss() {
        DeliveryPolicy hold = DeliveryPolicy.standard().whenUncertain(WhenUncertain.HOLD);
        try (Shop shop = shop(hold, SendResults.uncertain())) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.mail().close();

            assertThat(shop.mail().messages().find(id).orElseThrow().state()).isEqualTo(MessageState.UNCERTAIN);
            assertThat(shop.dispatcher().attempts()).hasSize(1);
        }
    }

    @Test
    void the_host_decides_on_an_uncertain_message_where_the_stream_asks() {
        DeliveryPolicy ask = DeliveryPolicy.standard().retry(EXACT).whenUncertain(WhenUncertain.ASK);
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").delivery(ask))
                .with(CapturingDispatcher.create().answering(SendResults.uncertain(), SendResults.uncertain()))
                .settings(settings -> settings.uncertain(
                        step -> step.message().recipient().localPart().equals("jane1")))
                .open()) {
            MessageId again = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.clock.awaitPending(1);
            MessageId held = shop.trigger(Shop.order(2)).messageId().orElseThrow();
            shop.dispatcher().awaitAttempts(2);
            shop.clock.advance(Duration.ofMinutes(1));
            shop.dispatcher().awaitMail();
            shop.mail().close();

            assertThat(shop.mail().messages().find(again).orElseThrow().state()).isEqualTo(MessageState.SENT);
            assertThat(shop.mail().messages().find(held).orElseThrow().state()).isEqualTo(MessageState.UNCERTAIN);
        }
    }

    @Test
    void a_decider_that_fails_holds_the_message() {
        DeliveryPolicy ask = DeliveryPolicy.standard().whenUncertain(WhenUncertain.ASK);
        try (Shop shop = new Shop()
                .with(Shop.stream("orders").delivery(ask))
                .with(CapturingDispatcher.create().answering(SendResults.uncertain()))
                .settings(settings -> settings.uncertain(step -> {
                    throw new IllegalStateException("cannot decide");
                }))
                .open()) {
            MessageId id = shop.trigger(Shop.order(1)).messageId().orElseThrow();
            shop.mail().close();

            assertThat(shop.mail().messages().find(id).orElseThrow().state()).isEqualTo(MessageState.UNCERTAIN);
        }
    }

    /** A timer that rings its first alarm a second before its time, as a clock that is corrected makes it. */
    private static final class EarlyTimer implements TimeSource {
        private final TimeSource time;
        private boolean rung;

        EarlyTimer(TimeSource time) {
            this.time = time;
        }

        @Override
        public Instant instant() {
            return time.instant();
        }

        @Override
        public synchronized void schedule(Instant due, Runnable task) {
            time.schedule(rung ? due : due.minusSeconds(1), task);
            rung = true;
        }
    }
}
