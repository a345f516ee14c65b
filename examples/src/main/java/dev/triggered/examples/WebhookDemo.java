package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.web.hook.Webhook;
import dev.triggered.web.hook.WebhookSecret;
import dev.triggered.web.hook.Webhooks;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Tells another application that a mail was sent, and prints what that one was told. */
public final class WebhookDemo {
    private static final long PATIENCE_SECONDS = 30;
    private static final ExternalEvent ORDER_PLACED =
            ExternalEvent.named("order-placed").requires("number");

    private WebhookDemo() {}

    /**
     * Runs the example, with an SMTP server and the other application inside the process.
     *
     * @param args nothing
     * @throws Exception if the servers do not work
     */
    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        String secret = WebhookSecret.newSecret();
        try (LocalMailbox mailbox = new LocalMailbox();
                HookReceiver receiver = new HookReceiver(secret);
                TriggeredMail mail = start(mailbox.relay());
                Webhooks webhooks = tell(mail, receiver.url(), secret)) {
            mail.trigger(ORDER_PLACED, Trigger.to("jane@example.com").with("number", "4711"))
                    .orThrow();

            String notice = receiver.notices().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            out.println(notice == null ? webhooks.status() : notice);
        }
    }

    private static Webhooks tell(TriggeredMail mail, String url, String secret) {
        Webhook shop = Webhook.to("shop", url, WebhookSecret.of(secret))
                .on(MessageState.SENT, MessageState.FAILED, MessageState.BOUNCED)
                .build();

        Webhooks webhooks = Webhooks.of(mail).to(shop).start();

        return webhooks;
    }

    private static TriggeredMail start(SmtpRelay relay) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .stream(MailStream.named("order-confirmation")
                        .on(ORDER_PLACED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your order {{event.number}}")
                                .html("<p>Your order {{event.number}} is on its way.</p>"))
                        .build())
                .start();
    }
}
