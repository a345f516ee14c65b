package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.time.Duration;

/** Triggers so many mails as fast as it can, and ends when all are sent. A process of its own, so that its heap can be bounded. */
final class LoadSender {
    private LoadSender() {}

    public static void main(String[] args) {
        ExternalEvent event = ExternalEvent.named("load");
        SmtpRelay relay =
                SmtpRelay.at("127.0.0.1", Integer.parseInt(args[0])).plaintext().build();
        try (TriggeredMail mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode()
                        .part("load.subject", "Mail {{event.number}}")
                        .part("load.html", "<p>" + "Mail {{event.number}} ".repeat(100) + "</p>"))
                .dispatcher(SmtpDispatcher.to(relay).build())
                .stream(MailStream.named("load")
                        .on(event)
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("load@notify.acme.example")
                        .template("load")
                        .lane(Lane.named("load").connections(4))
                        .build())
                .settings(MailSettings.standard().drain(Duration.ofMinutes(2)))
                .start()) {
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                mail.trigger(
                                event,
                                Trigger.to("reader" + i + "@example.com")
                                        .with("number", i)
                                        .id("load-" + i))
                        .orThrow();
            }
        }
    }
}
