package dev.triggered.examples;

import dev.triggered.Attachment;
import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.nio.file.Path;

/** The code of the README, token by token, so that it compiles. */
final class ReadmeExample {
    private final ExternalEvent orderPlaced = ExternalEvent.named("order-placed");

    TriggeredMail start(String secret) {
        TriggeredMail mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.onClasspath("mail"))
                .dispatcher(SmtpDispatcher.to(SmtpRelay.at("smtp.acme.example", 587)
                                .login("user", secret)
                                .build())
                        .build())
                .stream(MailStream.named("order-confirmation")
                        .on(orderPlaced)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .template("order-confirmation")
                        .build())
                .start();
        return mail;
    }

    TriggerReceipt trigger(TriggeredMail mail, Order order, Path invoicePdf) {
        TriggerReceipt receipt = mail.trigger(
                orderPlaced,
                Trigger.to("jane@example.com")
                        .with("order", order)
                        .attach(Attachment.of(invoicePdf))
                        .id("order-4711"));
        return receipt;
    }
}
