package dev.triggered.examples.crash;

import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.RetryPolicy;
import dev.triggered.SendResult;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import dev.triggered.web.hook.Webhook;
import dev.triggered.web.hook.WebhookPolicy;
import dev.triggered.web.hook.WebhookSecret;
import dev.triggered.web.hook.Webhooks;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An application that sends numbered mails, each of which is deferred once in each life, and has a webhook told of that, until it is killed or its
 * input ends. It prints a line when it is open, and for each mail that was triggered.
 */
final class HookNode {
    static final String NAME = "crash";
    static final int AT_ONCE = 4;

    private static final ExternalEvent EVENT = ExternalEvent.named("joined");
    private static final RetryPolicy SOON =
            RetryPolicy.standard().delays(Duration.ofMillis(500), Duration.ofMillis(500));

    private HookNode() {}

    /** Takes the address of the store, how long its lease is, the URL and the secret of the webhook, the first mail and the one behind the last. */
    public static void main(String[] arguments) throws IOException {
        try (TriggeredMail mail = start(arguments[0], Duration.parse(arguments[1]));
                Webhooks webhooks = tell(mail, arguments[2], arguments[3])) {
            System.out.println("open " + webhooks.status().size());
            long end = Long.parseLong(arguments[5]);
            for (long number = Long.parseLong(arguments[4]); number < end; number++) {
                mail.trigger(EVENT, Trigger.to(Arrival.recipient(number)).id("mail-" + number))
                        .orThrow();
                System.out.println(number);
            }
            while (System.in.read() >= 0) {
                // It ends when its input does.
            }
        }
    }

    private static Webhooks tell(TriggeredMail mail, String url, String secret) {
        return Webhooks.of(mail)
                .to(Webhook.to(NAME, url, WebhookSecret.of(secret))
                        .on(MessageState.DEFERRED, MessageState.SENT)
                        .withRecipients()
                        .policy(WebhookPolicy.standard()
                                .timeout(Duration.ofSeconds(1))
                                .delays(Duration.ofMillis(20), Duration.ofMillis(200))
                                .atOnce(AT_ONCE))
                        .build())
                .start();
    }

    private static TriggeredMail start(String store, Duration lease) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(deferringOnce())
                .store(Stores.at(store, lease))
                .stream(MailStream.named("letters")
                        .on(EVENT)
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("letters@notify.acme.example")
                        .content(MailContent.of("A letter").text("Hello"))
                        .delivery(DeliveryPolicy.standard().retry(SOON))
                        .build())
                .settings(MailSettings.standard().drain(Duration.ofMinutes(1)))
                .start();
    }

    private static CapturingDispatcher deferringOnce() {
        Set<String> known = ConcurrentHashMap.newKeySet();
        return CapturingDispatcher.create().otherwise(mail -> answer(mail, known));
    }

    private static SendResult answer(CapturedMail mail, Set<String> known) {
        return known.add(mail.messageId()) ? SendResults.deferred(450, "later") : SendResults.accepted();
    }
}
