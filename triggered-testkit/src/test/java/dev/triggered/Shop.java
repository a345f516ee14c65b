package dev.triggered;

import dev.triggered.spi.ContactDirectory;
import dev.triggered.spi.MailStore;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A shop that sends order confirmations through a dispatcher without a network, by a clock that the test turns. */
final class Shop implements AutoCloseable {
    static final ExternalEvent ORDER = ExternalEvent.named("order-placed");

    final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    final List<MessageStep> steps = new CopyOnWriteArrayList<>();
    private final List<MailStream> streams = new ArrayList<>();
    private final List<ExternalEvent> events = new ArrayList<>();
    private final BraceTemplates templates = new BraceTemplates()
            .template("order", "Your order {event.number}", "Thank you, {contact.address}: {event.number}")
            .template("fixed", "Hello", "Nothing to fill in");
    private CapturingDispatcher dispatcher = CapturingDispatcher.create();
    private MailStore store = InMemoryStore.create();
    private FeedbackSettings feedback = FeedbackSettings.standard();
    private ContactDirectory contacts = ContactDirectory.none();
    private MailSettings settings =
            MailSettings.standard().drain(Duration.ofSeconds(20)).time(clock).random(new SynchronizedRandom());

    private TriggeredMail mail;

    static MailStream.Builder stream(String name) {
        return MailStream.named(name)
                .on(ORDER)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .template("order");
    }

    static Trigger order(int number) {
        return Trigger.to("jane" + number + "@example.com").with("number", number);
    }

    Shop with(MailStream.Builder stream) {
        streams.add(stream.build());
        return this;
    }

    Shop with(ExternalEvent event) {
        events.add(event);
        return this;
    }

    Shop with(CapturingDispatcher other) {
        dispatcher = other;
        return this;
    }

    Shop with(MailStore other) {
        store = other;
        return this;
    }

    Shop with(ContactDirectory directory) {
        contacts = directory;
        return this;
    }

    Shop feedback(UnaryOperator<FeedbackSettings> change) {
        feedback = change.apply(feedback);
        return this;
    }

    Shop settings(UnaryOperator<MailSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    Shop open() {
        TriggeredMail.Builder builder = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(templates)
                .dispatcher(dispatcher)
                .store(store)
                .contacts(contacts)
                .feedback(feedback)
                .settings(settings.listener(steps::add));
        events.forEach(builder::event);
        streams.forEach(builder::stream);
        mail = builder.start();
        return this;
    }

    TriggeredMail mail() {
        return mail;
    }

    CapturingDispatcher dispatcher() {
        return dispatcher;
    }

    /** Triggers an order and returns the only answer. */
    TriggerReceipt.Answer trigger(Trigger trigger) {
        List<TriggerReceipt.Answer> answers = mail.trigger(ORDER, trigger).answers();
        if (answers.size() != 1) {
            throw new AssertionError("one answer was expected: " + answers);
        }
        return answers.get(0);
    }

    List<MessageState> statesOf(MessageId id) {
        return steps.stream()
                .filter(step -> step.message().id().equals(id))
                .map(MessageStep::state)
                .toList();
    }

    /** Waits until the store knows that a message is in a state, and its listener too. */
    void awaitState(MessageId id, MessageState state) {
        Awaitility.await("message " + id + " to be " + state)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> mail.messages().find(id).orElseThrow().state() == state
                        && statesOf(id).contains(state));
    }

    /** Waits until the listener was told that a message is to be tried again. */
    void awaitDeferred(MessageId id) {
        Awaitility.await("message " + id + " to be deferred")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> statesOf(id).contains(MessageState.DEFERRED));
    }

    /** Waits until the listener was told of these steps of a message, and makes sure that there were no others. */
    void awaitSteps(MessageId id, MessageState... states) {
        awaitState(id, states[states.length - 1]);
        if (!statesOf(id).equals(List.of(states))) {
            throw new AssertionError("other steps: " + statesOf(id));
        }
    }

    @Override
    public void close() {
        dispatcher.release();
        mail.close();
    }

    /** A generator with a seed, for many threads. */
    private static final class SynchronizedRandom implements java.util.random.RandomGenerator {
        private final Random random = new Random(4711);

        @Override
        public long nextLong() {
            return random.nextLong();
        }
    }
}
