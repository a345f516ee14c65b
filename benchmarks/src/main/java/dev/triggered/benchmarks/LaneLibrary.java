package dev.triggered.benchmarks;

import dev.triggered.ExternalEvent;
import dev.triggered.InMemoryStore;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.OverloadedException;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The whole library with two lanes as they are by default: one for urgent mail, and one in bulk. A mail has ended with its reply. */
final class LaneLibrary implements LaneSystem {
    private static final ExternalEvent URGENT = ExternalEvent.named("urgent");
    private static final ExternalEvent BROADCAST = ExternalEvent.named("broadcast");

    private final Map<String, IntConsumer> underWay = new ConcurrentHashMap<>();
    private final TriggeredMail mail;

    LaneLibrary(int port) {
        this.mail =
                TriggeredMail.builder().senderDomain("notify.acme.example").stream(stream(URGENT, Lane.named("urgent")))
                        .stream(stream(BROADCAST, Lane.bulk("broadcast")))
                        .templates(LibraryPeer.templates())
                        .dispatcher(new Telling(TriggeredPeer.dispatcher(port)))
                        .store(InMemoryStore.create())
                        .settings(MailSettings.standard().drain(Duration.ZERO))
                        .start();
    }

    @Override
    public void send(Kind kind, long number, IntConsumer whenDone) {
        String recipient = kind.recipient(number);
        underWay.put(recipient, whenDone);
        Trigger trigger =
                Trigger.to(recipient).with("name", SampleMail.name(number)).with("order", SampleMail.order(number));
        while (!isTriggered(kind == Kind.URGENT ? URGENT : BROADCAST, trigger)) {
            Thread.onSpinWait();
        }
    }

    private boolean isTriggered(ExternalEvent event, Trigger trigger) {
        try {
            return mail.trigger(event, trigger).answers().size() == 1;
        } catch (OverloadedException e) {
            return false;
        }
    }

    private static MailStream stream(ExternalEvent event, Lane lane) {
        return MailStream.named(event.name())
                .on(event)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from(SampleMail.FROM_NAME + " <" + SampleMail.FROM + ">")
                .template("order")
                .lane(lane)
                .build();
    }

    /** Tells of each reply as soon as it is there. */
    private final class Telling implements Dispatcher {
        private final Dispatcher dispatcher;

        Telling(Dispatcher dispatcher) {
            this.dispatcher = dispatcher;
        }

        @Override
        public LaneDispatcher open(Lane lane) {
            LaneDispatcher opened = dispatcher.open(lane);
            return new LaneDispatcher() {
                @Override
                public int capacity() {
                    return opened.capacity();
                }

                @Override
                public void send(OutgoingMail outgoing, Consumer<SendResult> whenDone) {
                    opened.send(outgoing, result -> {
                        tell(outgoing, result);
                        whenDone.accept(result);
                    });
                }
            };
        }

        @Override
        public void compose(OutgoingMail outgoing, OutputStream out) throws IOException {
            dispatcher.compose(outgoing, out);
        }

        @Override
        public void close() {
            dispatcher.close();
        }

        private void tell(OutgoingMail outgoing, SendResult result) {
            IntConsumer whenDone =
                    underWay.remove(outgoing.envelope().recipient().toString());
            if (whenDone != null) {
                whenDone.accept(result instanceof SendResult.Accepted ? 1 : 0);
            }
        }
    }
}
