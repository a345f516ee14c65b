package dev.triggered.web.hook;

import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.RetryPolicy;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** An application that tells others what became of its mail, in a time that a test turns. */
final class HookShop implements AutoCloseable {
    static final String KEY = WebhookSecret.newSecret();
    static final WebhookSecret SECRET = WebhookSecret.of(KEY);
    static final WebhookPolicy POLICY = WebhookPolicy.standard()
            .timeout(Duration.ofSeconds(20))
            .delays(Duration.ofSeconds(10), Duration.ofMinutes(10));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final ManualClock clock = ManualClock.at("2026-03-01T12:00:00Z");
    final CapturingDispatcher dispatcher = CapturingDispatcher.create();
    final TriggeredMail mail;
    private final List<Webhooks> started = new ArrayList<>();

    HookShop() {
        this.mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(dispatcher)
                .settings(MailSettings.standard().time(clock))
                .stream(stream("order-confirmation"))
                .stream(stream("shipping-notice"))
                .start();
    }

    private static MailStream stream(String name) {
        return MailStream.named(name)
                .on(ExternalEvent.named(name))
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme <shop@notify.acme.example>")
                .delivery(DeliveryPolicy.standard()
                        .retry(RetryPolicy.standard()
                                .delays(Duration.ofSeconds(1), Duration.ofSeconds(1))
                                .jitter(0)))
                .content(MailContent.of("Hello").text("Hello."))
                .build();
    }

    /** Returns a webhook that is told of mail that was sent. */
    static Webhook.Builder sent(Receiver receiver) {
        return Webhook.to("shop", receiver.url(), SECRET).on(MessageState.SENT).policy(POLICY);
    }

    /** Tells webhooks, with delays in the middle of what chance makes of them. */
    Webhooks tell(Webhook... hooks) {
        Webhooks.Builder builder = Webhooks.of(mail).time(clock).random(() -> Long.MIN_VALUE);
        for (Webhook hook : hooks) {
            builder.to(hook);
        }
        Webhooks webhooks = builder.start();
        started.add(webhooks);
        return webhooks;
    }

    /** Triggers a mail, and waits until it was sent. */
    MessageId send(String stream) {
        MessageId id = trigger(stream);
        await(id, MessageState.SENT);
        return id;
    }

    MessageId trigger(String stream) {
        return mail.trigger(stream, Trigger.to("jane@example.com"))
                .orThrow()
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    void await(MessageId id, MessageState state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> mail.messages().find(id).orElseThrow().state() == state);
    }

    /** Lets so many seconds go by, one after the other. */
    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
        }
    }

    /** Lets time go by until the receiver was told so often. */
    List<Receiver.Received> passUntil(Receiver receiver, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            pass(1);
            return receiver.received().size() >= count;
        });
        return List.copyOf(receiver.received());
    }

    @Override
    public void close() {
        started.forEach(Webhooks::close);
        mail.close();
    }
}
