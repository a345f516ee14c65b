package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.StreamInfo;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.PrintStream;
import java.time.Duration;

/** Pauses a live stream, mends the mistake in its mail, and has it go on: what was triggered meanwhile goes out mended. */
public final class LiveEdit {
    private static final ExternalEvent SHIPPED =
            ExternalEvent.named("order-shipped").requires("number", "parcel");

    private LiveEdit() {}

    /**
     * Runs the example, with an SMTP server inside the process.
     *
     * @param args nothing
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (LocalMailbox mailbox = new LocalMailbox();
                TriggeredMail mail = start(mailbox.relay(), out)) {
            ship(mail, "4711", "RX 17");
            StreamInfo paused = mail.streams().by("jane").pause("shipping-notice");
            out.println("paused by " + paused.changedBy() + ": nothing more goes out");
            Verdict held = ship(mail, "4712", "RX 18");
            out.println("the next one is " + held);
            mend(mail);
            mail.streams().by("jane").resume("shipping-notice");
            ship(mail, "4713", "RX 19");
            tell(mail, out);
        }
    }

    private static TriggeredMail start(SmtpRelay relay, PrintStream out) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .settings(MailSettings.standard()
                        .drain(Duration.ofSeconds(20))
                        .listener(step -> out.println(
                                "  " + step + " (version " + step.message().version() + ")")))
                .stream(MailStream.named("shipping-notice")
                        .on(SHIPPED)
                        .purpose(Purpose.SHIPPING_NOTICE)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your oder {{event.number}} is on its way")
                                .text("Parcel {{event.parcel}} is on its way."))
                        .build())
                .start();
    }

    private static Verdict ship(TriggeredMail mail, String order, String parcel) {
        return mail.trigger(
                        SHIPPED,
                        Trigger.to("jane@example.com")
                                .with("number", order)
                                .with("parcel", parcel)
                                .id("shipped-" + order))
                .orThrow()
                .answers()
                .get(0)
                .verdict();
    }

    private static void mend(TriggeredMail mail) {
        MailStream newest = mail.streams().find("shipping-notice").orElseThrow().stream();
        MailContent content = newest.content().orElseThrow();

        mail.streams()
                .by("jane")
                .publish(newest.edit()
                        .content(content.subject("Your order {{event.number}} is on its way"))
                        .build());
    }

    private static void tell(TriggeredMail mail, PrintStream out) {
        mail.streams()
                .changes("shipping-notice")
                .forEach(change -> out.println(
                        change.at() + " " + change.kind() + " by " + change.by() + ", version " + change.version()));
    }
}
