package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.report.Counts;
import dev.triggered.report.Dimension;
import dev.triggered.report.Measure;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.report.ReportRow;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Sends a few mails, and says how many there were: by stream, by domain, and as a file for a spreadsheet. */
public final class MailReport {
    private static final ExternalEvent SHIPPED =
            ExternalEvent.named("order-shipped").requires("number");

    private MailReport() {}

    /**
     * Runs the example, with an SMTP server inside the process.
     *
     * @param args nothing
     * @throws IOException if no file can be written
     */
    public static void main(String[] args) throws IOException {
        run(Files.createTempDirectory("reports"), System.out);
    }

    static void run(Path folder, PrintStream out) {
        try (LocalMailbox mailbox = new LocalMailbox()) {
            try (TriggeredMail mail = start(folder, mailbox.relay())) {
                mail.trigger(SHIPPED, Trigger.to("jane@example.com").with("number", "4711"));
                mail.trigger(SHIPPED, Trigger.to("joe@example.com").with("number", "4712"));
                mail.trigger(SHIPPED, Trigger.to("ann@example.org").with("number", "4713"));
                mail.trigger(SHIPPED, Trigger.to("nobody@example.org"));
            }
            try (TriggeredMail mail = start(folder, mailbox.relay())) {
                byStream(mail, out);
                byDomain(mail, out);
                export(mail, folder.resolve("report.csv"), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TriggeredMail start(Path folder, SmtpRelay relay) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .store(JdbcStore.embedded(folder.resolve("mail")))
                .stream(MailStream.named("shipping-notice")
                        .on(SHIPPED)
                        .purpose(Purpose.SHIPPING_NOTICE)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your order {{event.number}}").text("It is on its way."))
                        .build())
                .start();
    }

    private static void byStream(TriggeredMail mail, PrintStream out) {
        Instant now = Instant.now();
        ReportQuery week = ReportQuery.of(ReportPeriod.DAY, now.minus(Duration.ofDays(7)), now);

        for (ReportRow row : mail.reports().find(week.by(Dimension.STREAM))) {
            Counts counts = row.counts();
            out.println(row.group().stream() + ": " + counts.of(Measure.TRIGGERED) + " triggered, "
                    + counts.of(Measure.SENT) + " sent, " + counts.refused() + " refused");
        }
    }

    private static void byDomain(TriggeredMail mail, PrintStream out) {
        Instant now = Instant.now();
        ReportQuery today = ReportQuery.of(ReportPeriod.HOUR, now.minus(Duration.ofDays(1)), now).stream(
                        "shipping-notice")
                .by(Dimension.DOMAIN);

        mail.reports()
                .find(today)
                .forEach(row -> out.println(row.group().domain() + ": "
                        + row.counts().of(Measure.SENT) + " sent"
                        + row.counts()
                                .latency(95)
                                .map(most -> " within " + most.toSeconds() + " s")
                                .orElse("")));
    }

    private static void export(TriggeredMail mail, Path file, PrintStream out) throws IOException {
        Instant now = Instant.now();
        ReportQuery year = ReportQuery.of(ReportPeriod.DAY, now.minus(Duration.ofDays(365)), now)
                .by(Dimension.STREAM, Dimension.VERSION, Dimension.DOMAIN);
        try (Writer csv = Files.newBufferedWriter(file)) {
            long rows = mail.reports().exportCsv(year, csv);

            out.println(rows + " rows");
        }
    }
}
