package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.FeedbackSettings;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageQuery;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.Purpose;
import dev.triggered.SmtpReply;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.FeedbackVerdict;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Reports that a mail came back, and looks up what followed. */
public final class ReportedBounce {
    private static final ExternalEvent SHIPPED =
            ExternalEvent.named("order-shipped").requires("number");

    private ReportedBounce() {}

    /**
     * Runs the example, with an SMTP server inside the process.
     *
     * @param args nothing
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        run(InstantSource.system(), System.out);
    }

    static void run(InstantSource clock, PrintStream out) throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        try (LocalMailbox mailbox = new LocalMailbox();
                TriggeredMail mail = start(mailbox.relay(), sent)) {
            TriggerReceipt receipt = mail.trigger(
                            SHIPPED, Trigger.to("jane@example.com").with("number", "4711"))
                    .orThrow();
            sent.await();
            MessageId id = receipt.answers().get(0).messageId().orElseThrow();
            report(mail, id, clock.instant(), out);
            tell(mail, id, out);
            search(mail, clock.instant(), out);
        }
    }

    private static TriggeredMail start(SmtpRelay relay, CountDownLatch sent) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .stream(MailStream.named("shipping-notice")
                        .on(SHIPPED)
                        .purpose(Purpose.SHIPPING_NOTICE)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your order {{event.number}}").text("It is on its way."))
                        .build())
                .feedback(FeedbackSettings.standard()
                        .softInARow(3)
                        .successAfter(Duration.ofHours(12))
                        .refusals(reply -> reply.enhancedStatus().equals("5.1.1")
                                ? BounceReason.USER_UNKNOWN
                                : BounceReason.UNDEFINED))
                .settings(MailSettings.standard().listener(step -> {
                    if (step.state() == MessageState.SENT) {
                        sent.countDown();
                    }
                }))
                .start();
    }

    private static void report(TriggeredMail mail, MessageId id, Instant now, PrintStream out) {
        FeedbackVerdict verdict = mail.feedback()
                .record(new FeedbackReport(
                        id,
                        BounceReason.USER_UNKNOWN,
                        new SmtpReply(550, "5.1.1", "no such user"),
                        new FeedbackReport.Origin(FeedbackReport.Proof.RETURN_PATH, "mx.example.com", now)));

        out.println(verdict);
    }

    private static void tell(TriggeredMail mail, MessageId id, PrintStream out) {
        MessageHistory history = mail.messages().find(id).orElseThrow();

        history.note().aftermath().reports().forEach(report -> out.println(report.reason() + ": " + report.reply()));
        TriggerReceipt again =
                mail.trigger(SHIPPED, Trigger.to("jane@example.com").with("number", "4712"));
        out.println(again.answers().get(0).verdict());
    }

    private static void search(TriggeredMail mail, Instant now, PrintStream out) {
        MessageQuery bounced = MessageQuery.all()
                .to("jane@example.com")
                .of("shipping-notice")
                .in(MessageState.BOUNCED, MessageState.FAILED)
                .acceptedBetween(now.minus(Duration.ofDays(7)), now.plusSeconds(1));
        MessagePage page = mail.messages().search(bounced);

        for (MessageSummary each : page.messages()) {
            out.println(each.message().recipient() + " " + each.state());
        }
    }
}
