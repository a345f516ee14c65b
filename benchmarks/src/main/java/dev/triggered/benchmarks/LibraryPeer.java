package dev.triggered.benchmarks;

import dev.triggered.ExternalEvent;
import dev.triggered.InMemoryStore;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.OverloadedException;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.templates.MustacheTemplates;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** The whole library on the store in memory: a trigger is rendered by Mustache and has ended when its listener hears so. */
final class LibraryPeer implements SmtpPeer {
    private static final ExternalEvent EVENT = ExternalEvent.named("order");
    private static final int FEEDERS = 2;
    private static final int WAITING = 4_096;

    private final TriggeredMail mail;
    private volatile IntConsumer listener = count -> {};

    LibraryPeer(SmtpTarget target) {
        MailStream stream = MailStream.named("load")
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from(SampleMail.FROM_NAME + " <" + SampleMail.FROM + ">")
                .template("order")
                .lane(TriggeredPeer.lane("load", target))
                .build();
        this.mail = TriggeredMail.builder().senderDomain("notify.acme.example").stream(stream)
                .templates(templates())
                .dispatcher(TriggeredPeer.dispatcher(target.port()))
                .store(InMemoryStore.create())
                .settings(MailSettings.standard().listener(this::onStep))
                .start();
    }

    /** Returns templates whose mails are those of {@link SampleMail#of}. */
    static MustacheTemplates templates() {
        SampleMail placeholders = SampleMail.with("{{event.name}}", "{{event.order}}");
        return MustacheTemplates.inCode()
                .part("order.subject", placeholders.subject())
                .part("order.html", placeholders.html())
                .part("order.text", placeholders.text());
    }

    /** Returns the trigger of the mail with a number. */
    static Trigger trigger(long number) {
        return Trigger.to(SampleMail.recipient(number))
                .with("name", SampleMail.name(number))
                .with("order", SampleMail.order(number));
    }

    @Override
    public int capacity() {
        return WAITING;
    }

    @Override
    public int feeders() {
        return FEEDERS;
    }

    @Override
    public void send(LongSupplier numbers, IntConsumer whenDone) {
        listener = whenDone;
        Trigger trigger = trigger(numbers.getAsLong());
        while (!isTriggered(trigger)) {
            Thread.onSpinWait();
        }
    }

    private boolean isTriggered(Trigger trigger) {
        try {
            Verdict verdict = mail.trigger(EVENT, trigger).answers().get(0).verdict();
            if (verdict != Verdict.ACCEPTED) {
                throw new IllegalStateException("a trigger was not accepted: " + verdict);
            }
            return true;
        } catch (OverloadedException e) {
            return false;
        }
    }

    private void onStep(MessageStep step) {
        if (step.state() == MessageState.SENT) {
            listener.accept(1);
        } else if (step.state().isEnd()) {
            listener.accept(0);
        }
    }
}
