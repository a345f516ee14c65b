package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import dev.triggered.testkit.SendResults;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Parts that break their contract harm at most the message at hand. */
class CrookedPartsTest {
    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    private final List<MessageStep> steps = new CopyOnWriteArrayList<>();

    @Test
    void a_dispatcher_that_answers_and_then_throws_settles_the_message_once() {
        TriggeredMail mail = start(new CrookedDispatcher((sent, whenDone) -> {
            whenDone.accept(SendResults.accepted());
            whenDone.accept(SendResults.refused(550, "no"));
            throw new IllegalStateException("after the answer");
        }));
        MessageId id = trigger(mail, 1);
        mail.close();

        assertThat(mail.messages().find(id).orElseThrow().state()).isEqualTo(MessageState.SENT);
        assertThat(steps)
                .extracting(MessageStep::state)
                .containsExactly(MessageState.QUEUED, MessageState.SENDING, MessageState.SENT);
    }

    @Test
    void a_dispatcher_that_throws_defers_the_message() {
        TriggeredMail mail = start(new CrookedDispatcher((sent, whenDone) -> {
            throw new IllegalStateException("no capacity");
        }));
        MessageId id = trigger(mail, 1);
        mail.close();

        MessageHistory history = mail.messages().find(id).orElseThrow();
        assertThat(history.state()).isEqualTo(MessageState.QUEUED);
        assertThat(history.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.result()).isInstanceOf(SendResult.Deferred.class);
            assertThat(attempt.result().reply().text()).contains("no capacity");
        });
    }

    @Test
    void a_dispatcher_that_cannot_be_closed_does_not_keep_the_store_open() {
        TriggeredMail mail = start(new CrookedDispatcher((sent, whenDone) -> whenDone.accept(SendResults.accepted())) {
            @Override
            public void close() {
                throw new IllegalStateException("cannot close");
            }
        });

        assertThatThrownBy(mail::close).hasMessage("cannot close");
        assertThatThrownBy(() -> trigger(mail, 1)).isInstanceOf(ClosedException.class);
    }

    @Test
    void a_listener_that_fails_an_assertion_loses_no_message_of_a_batch() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        TriggeredMail mail = start(dispatcher, step -> {
            throw new AssertionError("on " + step.state());
        });
        mail.trigger(Shop.ORDER, List.of(Shop.order(1), Shop.order(2), Shop.order(3)));
        mail.close();

        assertThat(dispatcher.mails()).hasSize(3);
    }

    @Test
    void a_listener_cannot_close_from_within_a_trigger() {
        AtomicReference<TriggeredMail> door = new AtomicReference<>();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        TriggeredMail mail = start(dispatcher, step -> {
            if (step.state() == MessageState.QUEUED) {
                try {
                    door.get().close();
                } catch (IllegalStateException e) {
                    refusal.set(e);
                }
            }
        });
        door.set(mail);
        trigger(mail, 1);
        mail.close();

        assertThat(refusal.get()).hasMessageContaining("another thread");
        assertThat(dispatcher.mails()).hasSize(1);
    }

    @Test
    void an_attachment_that_throws_what_it_may_not_harms_its_message_alone() {
        CapturingDispatcher dispatcher = CapturingDispatcher.create();
        AtomicInteger opened = new AtomicInteger();
        TriggeredMail mail = start(dispatcher, steps::add);
        mail.trigger(Shop.ORDER, Shop.order(1).attach(Attachment.lazily("a.bin", () -> {
            opened.incrementAndGet();
            throw new IllegalStateException("not an IOException");
        })));
        trigger(mail, 2);
        mail.close();

        assertThat(opened).hasPositiveValue();
        assertThat(dispatcher.mails()).hasSize(1);
    }

    @Test
    void a_drain_without_end_or_below_zero_is_taken_or_refused() {
        TriggeredMail mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new BraceTemplates().template("order", "Hello", "Hello"))
                .dispatcher(CapturingDispatcher.create())
                .stream(Shop.stream("orders").build())
                .settings(MailSettings.standard().time(clock).drain(DeliveryPolicy.NEVER))
                .start();
        mail.close();

        assertThatThrownBy(() -> MailSettings.standard().drain(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MessageId trigger(TriggeredMail mail, int number) {
        return mail.trigger(Shop.ORDER, Shop.order(number))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    private TriggeredMail start(Dispatcher dispatcher) {
        return start(dispatcher, steps::add);
    }

    private TriggeredMail start(Dispatcher dispatcher, MessageListener listener) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new BraceTemplates().template("order", "Order {event.number}", "Hello"))
                .dispatcher(dispatcher)
                .stream(Shop.stream("orders").build())
                .settings(MailSettings.standard().time(clock).listener(listener))
                .start();
    }

    @FunctionalInterface
    private interface Sending {
        void send(OutgoingMail mail, Consumer<SendResult> whenDone);
    }

    private static class CrookedDispatcher implements Dispatcher {
        private final Sending sending;

        CrookedDispatcher(Sending sending) {
            this.sending = sending;
        }

        @Override
        public LaneDispatcher open(Lane lane) {
            return new LaneDispatcher() {
                @Override
                public int capacity() {
                    return 1;
                }

                @Override
                public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
                    sending.send(mail, whenDone);
                }
            };
        }

        @Override
        public void compose(OutgoingMail mail, OutputStream out) {}

        @Override
        public void close() {}
    }
}
