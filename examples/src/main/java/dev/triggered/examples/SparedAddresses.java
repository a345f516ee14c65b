package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.NewSuppression;
import dev.triggered.Purpose;
import dev.triggered.Suppression;
import dev.triggered.SuppressionImport;
import dev.triggered.SuppressionPage;
import dev.triggered.SuppressionQuery;
import dev.triggered.SuppressionReason;
import dev.triggered.Suppressions;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has nobody written to who must not be: one address at a time, from a file and to a file, and with the switch. */
public final class SparedAddresses {
    private static final ExternalEvent SHIPPED =
            ExternalEvent.named("order-shipped").requires("number");

    private SparedAddresses() {}

    /**
     * Runs the example, with an SMTP server inside the process.
     *
     * @param args nothing
     * @throws IOException if no file can be written
     */
    public static void main(String[] args) throws IOException {
        run(Files.createTempDirectory("suppressions"), System.out);
    }

    static void run(Path folder, PrintStream out) {
        try (LocalMailbox mailbox = new LocalMailbox();
                TriggeredMail mail = start(mailbox.relay())) {
            complain(mail, out);
            bounce(mail, out);
            exchange(mail, folder, out);
            lookUp(mail, out);
            decide(mail, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TriggeredMail start(SmtpRelay relay) {
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
                .start();
    }

    private static void complain(TriggeredMail mail, PrintStream out) {
        mail.suppressions().add("Jane@Example.com", SuppressionReason.SPAM_COMPLAINT);

        Trigger order = Trigger.to("jane@example.com").with("number", "4711");
        TriggerReceipt.Answer answer = mail.trigger(SHIPPED, order).answers().get(0);

        out.println(answer);
    }

    private static void bounce(TriggeredMail mail, PrintStream out) {
        boolean fresh = mail.suppressions()
                .by("bounces")
                .add(NewSuppression.of("joe@example.com", SuppressionReason.TRIGGERED_BLOCKLIST).stream(
                                "shipping-notice")
                        .note("asked for it by phone"));

        out.println("new: " + fresh);
    }

    private static void exchange(TriggeredMail mail, Path folder, PrintStream out) throws IOException {
        Path robinson = Files.writeString(folder.resolve("robinson.csv"), "address\nann@example.com\nno address\n");
        Path all = folder.resolve("all.csv");
        Suppressions suppressions = mail.suppressions();
        try (Reader csv = Files.newBufferedReader(robinson)) {
            SuppressionImport report = suppressions.by("ana").importCsv(csv, SuppressionReason.ROBINSON_LIST);

            out.println(report.added() + " added, " + report.refused() + " refused");
            for (SuppressionImport.BadRow row : report.faults()) {
                out.println("line " + row.line() + ": " + row.fault());
            }
        }
        try (Writer csv = Files.newBufferedWriter(all)) {
            long count = suppressions.exportCsv(csv);

            out.println(count + " written");
        }
    }

    private static void lookUp(TriggeredMail mail, PrintStream out) {
        SuppressionQuery query = SuppressionQuery.all().startingWith("j").in("example.com");
        SuppressionPage page = mail.suppressions().search(query);

        for (Suppression each : page.suppressions()) {
            out.println(each.address() + " " + each.reason() + " by "
                    + each.origin().by());
        }
        mail.suppressions().remove("joe@example.com", SuppressionReason.TRIGGERED_BLOCKLIST);
    }

    private static void decide(TriggeredMail mail, PrintStream out) {
        mail.suppressions().by("ana").transactionalOptIn(true);

        Trigger order = Trigger.to("jane@example.com").with("number", "4711");
        out.println(mail.trigger(SHIPPED, order).orThrow().answers().get(0).verdict());
        mail.suppressions()
                .optInChanges()
                .forEach(change -> out.println("switched " + (change.on() ? "on" : "off") + " by " + change.by()));
    }
}
