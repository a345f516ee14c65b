package dev.triggered.testkit;

import static dev.triggered.testkit.CapturedMailAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageHistory;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.TemplateEngine;
import dev.triggered.testkit.TemplatePart.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of an application, as {@code docs/testing.md} shows them. */
class OrderMailTest {
    private final ExternalEvent orderPlaced = ExternalEvent.named("order-placed");
    private final TemplateEngine templates = new TinyTemplates(List.of(
            new TemplatePart("order-confirmation", Kind.SUBJECT, Locale.ROOT, "Your order {event.number}"),
            new TemplatePart("order-confirmation", Kind.HTML, Locale.ROOT, "<b>{event.number}</b>"),
            new TemplatePart("order-confirmation", Kind.TEXT, Locale.ROOT, "Thank you for order {event.number}.")));

    CapturingDispatcher dispatcher = CapturingDispatcher.create();
    ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
    TriggeredMail mail = mailThrough(dispatcher);

    TriggeredMail mailThrough(Dispatcher dispatcher) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(templates)
                .dispatcher(dispatcher)
                .settings(MailSettings.standard().time(clock))
                .stream(MailStream.named("order-confirmation")
                        .on(orderPlaced)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .template("order-confirmation")
                        .build())
                .start();
    }

    @AfterEach
    void close() {
        mail.close();
    }

    @Test
    void confirms_an_order(@TempDir Path folder) throws Exception {
        Path invoicePdf = Files.writeString(folder.resolve("invoice.pdf"), "%PDF");
        mail.trigger(
                orderPlaced, Trigger.to("jane@example.com").with("number", 4711).attach(Attachment.of(invoicePdf)));

        assertThat(dispatcher.awaitMail())
                .isTo("jane@example.com")
                .hasSubject("Your order 4711")
                .hasTextContaining("Thank you")
                .hasHtmlContaining("<b>4711</b>")
                .hasAttachment("invoice.pdf");
    }

    @Test
    void tries_again_later_when_the_relay_is_busy() {
        dispatcher.whenRecipient("jane@example.com", SendResults.deferred(450, "mailbox busy"));
        TriggerReceipt receipt =
                mail.trigger(orderPlaced, Trigger.to("jane@example.com").with("number", 4711));
        dispatcher.awaitAttempts(1);

        clock.awaitPending(1);
        clock.advance(Duration.ofMinutes(1));

        assertThat(dispatcher.awaitMail()).isTo("jane@example.com");
        mail.close();
        MessageHistory history = mail.messages()
                .find(receipt.answers().get(0).messageId().orElseThrow())
                .orElseThrow();
        assertThat(history.state()).isEqualTo(MessageState.SENT);
        assertThat(history.attempts()).hasSize(2);
    }

    @Test
    void keeps_an_order_while_the_relay_is_slow() {
        dispatcher.hold();
        mail.trigger(orderPlaced, Trigger.to("jane@example.com").with("number", 4711));
        dispatcher.awaitUnderWay(1);
        assertThat(dispatcher.mails()).isEmpty();

        dispatcher.release();
        assertThat(dispatcher.awaitMails(1)).hasSize(1);
    }

    @Test
    void survives_a_relay_that_misbehaves() {
        try (ScriptedSmtpServer smtp = ScriptedSmtpServer.start();
                TriggeredMail overSmtp = mailThrough(dispatcherTo(smtp.host(), smtp.port()))) {
            smtp.on("RCPT").forRecipient("jane@example.com").reply(450).then().closeSocket();
            overSmtp.trigger(orderPlaced, Trigger.to("jane@example.com").with("number", 4711));

            clock.awaitPending(1);
            clock.advance(Duration.ofMinutes(1));

            ReceivedMessage received =
                    smtp.awaitMessages(1, Duration.ofSeconds(10)).get(0);
            assertThat(CapturedMail.of(received)).hasSubject("Your order 4711");
            assertThat(smtp.unplayed()).isEmpty();
        }
    }

    private static Dispatcher dispatcherTo(String host, int port) {
        return new PlainSmtpDispatcher(host, port, Duration.ofSeconds(5));
    }
}
