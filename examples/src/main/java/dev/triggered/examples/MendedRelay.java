package dev.triggered.examples;

import dev.triggered.CancelVerdict;
import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Messages;
import dev.triggered.Purpose;
import dev.triggered.Resent;
import dev.triggered.Retention;
import dev.triggered.RetryCounts;
import dev.triggered.RetryPolicy;
import dev.triggered.RetryVerdict;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Sends mails again that failed because the relay was away, calls one back, and sends one once more. */
public final class MendedRelay {
    private static final ExternalEvent SHIPPED =
            ExternalEvent.named("order-shipped").requires("number");
    private static final int NOBODY_LISTENS = 1;

    private MendedRelay() {}

    /**
     * Runs the example, with an SMTP server inside the process.
     *
     * @param args nothing
     * @throws IOException if no file can be written
     */
    public static void main(String[] args) throws IOException {
        run(Files.createTempDirectory("letters"), System.out);
    }

    static void run(Path folder, PrintStream out) {
        SmtpRelay away = SmtpRelay.at("127.0.0.1", NOBODY_LISTENS).plaintext().build();
        try (TriggeredMail mail = start(folder, away)) {
            trigger(mail, Trigger.to("jane@example.com").with("number", "4711"));
            trigger(mail, Trigger.to("joe@example.com").with("number", "4712"));
        }
        try (LocalMailbox mailbox = new LocalMailbox()) {
            MessageId sent;
            try (TriggeredMail mail = start(folder, mailbox.relay())) {
                sent = lookUp(mail, out);
                retry(mail, sent, out);
                cancel(mail, out);
            }
            try (TriggeredMail mail = start(folder, mailbox.relay())) {
                resend(mail, sent, out);
            }
        }
    }

    private static TriggeredMail start(Path folder, SmtpRelay relay) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .store(JdbcStore.embedded(folder))
                .stream(MailStream.named("shipping-notice")
                        .on(SHIPPED)
                        .purpose(Purpose.SHIPPING_NOTICE)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your order {{event.number}}").text("It is on its way."))
                        .delivery(DeliveryPolicy.standard().retry(RetryPolicy.never()))
                        .retention(Retention.standard().sent(Duration.ofDays(1)))
                        .build())
                .start();
    }

    private static MessageId trigger(TriggeredMail mail, Trigger trigger) {
        return mail.trigger(SHIPPED, trigger).answers().get(0).messageId().orElseThrow();
    }

    private static MessageId lookUp(TriggeredMail mail, PrintStream out) {
        Messages messages = mail.messages();
        DeadLetterQuery query = DeadLetterQuery.all()
                .of("shipping-notice")
                .in(MessageState.FAILED)
                .status("4.4");
        DeadLetterPage page = messages.deadLetters(query);

        for (DeadLetter letter : page.letters()) {
            out.println(letter.message().recipient() + " " + letter.state() + " "
                    + letter.why().enhancedStatus());
        }
        return page.letters().get(0).message().id();
    }

    private static void retry(TriggeredMail mail, MessageId id, PrintStream out) {
        Messages messages = mail.messages();
        DeadLetterQuery query = DeadLetterQuery.all().of("shipping-notice");
        RetryVerdict verdict = messages.by("ana").retry(id);

        out.println(verdict);
        RetryCounts counts = messages.by("ana").retryAll(query, 10_000);

        out.println(counts.revived() + " retried, " + counts.refused() + " not");
    }

    private static void cancel(TriggeredMail mail, PrintStream out) {
        Messages messages = mail.messages();
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        MessageId id = trigger(
                mail, Trigger.to("ann@example.com").with("number", "4713").notBefore(tomorrow));
        CancelVerdict verdict = messages.by("ana").cancel(id);

        out.println(verdict + ": " + messages.find(id).orElseThrow().note().reason());
    }

    private static void resend(TriggeredMail mail, MessageId id, PrintStream out) {
        Messages messages = mail.messages();
        Resent resent = messages.by("ana").resend(id);

        out.println(resent.verdict());
        MessageId copy = resent.copy().orElseThrow();

        out.println(messages.find(copy)
                .orElseThrow()
                .note()
                .original()
                .orElseThrow()
                .equals(id));
    }
}
