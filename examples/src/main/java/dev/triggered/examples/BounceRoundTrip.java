package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageHistory;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.report.Counts;
import dev.triggered.report.Measure;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.report.ReportRow;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.tracking.TrackingKeys;
import dev.triggered.tracking.intake.ConnectedTracking;
import dev.triggered.tracking.intake.ImapMailbox;
import dev.triggered.tracking.intake.MailTracking;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes to a customer who does not exist, takes the bounce out of a mailbox, and does not write to that address again. */
public final class BounceRoundTrip {
    private static final ExternalEvent ORDERED =
            ExternalEvent.named("order-placed").requires("number");

    private BounceRoundTrip() {}

    /**
     * Runs the example, with a mail server inside the process.
     *
     * @param args nothing
     * @throws Exception if the server does not work
     */
    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        TrackingKeys keys = TrackingKeys.of(1, secret);
        BlockingQueue<MessageStep> steps = new LinkedBlockingQueue<>();
        try (UnknownCustomers server = new UnknownCustomers()) {
            MailTracking tracking = tracking(keys, server.bounces());
            try (TriggeredMail mail = start(server.relay(), tracking, steps)) {
                try (ConnectedTracking connected = tracking.connect(mail)) {
                    out.println(order(mail, "4711"));
                    await(steps, MessageState.SENT);
                    server.giveUp();
                    print(mail, await(steps, MessageState.BOUNCED), out);
                    out.println(order(mail, "4712"));
                    count(mail, out);
                    out.println(connected.accept("From: nobody\n\n".getBytes(StandardCharsets.US_ASCII)));
                }
                out.println("marked as seen: " + server.taken());
            }
        }
    }

    private static TriggerReceipt.Answer order(TriggeredMail mail, String number) {
        return mail.trigger(ORDERED, Trigger.to("jane@customer.example").with("number", number))
                .answers()
                .get(0);
    }

    private static MessageInfo await(BlockingQueue<MessageStep> steps, MessageState state) throws InterruptedException {
        MessageStep step = steps.take();
        while (step.state() != state) {
            step = steps.take();
        }
        return step.message();
    }

    private static void print(TriggeredMail mail, MessageInfo message, PrintStream out) {
        MessageHistory history = mail.messages().find(message.id()).orElseThrow();
        for (FeedbackReport report : history.note().aftermath().reports()) {
            out.println(history.state() + ", known by its " + report.origin().proof() + ": " + report.reason() + ", "
                    + report.reply());
        }
    }

    private static void count(TriggeredMail mail, PrintStream out) {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        for (ReportRow row : mail.reports().find(ReportQuery.of(ReportPeriod.DAY, now.minus(day), now.plus(day)))) {
            Counts counts = row.counts();
            out.println(counts.of(Measure.SENT) + " sent, " + counts.of(Measure.HARD_BOUNCED) + " bounced");
        }
    }

    private static MailTracking tracking(TrackingKeys keys, ImapMailbox mailbox) {
        MailTracking tracking = MailTracking.signedBy(keys)
                .returnPaths("bounces@acme.example")
                .mailbox(mailbox)
                .build();

        return tracking;
    }

    private static TriggeredMail start(SmtpRelay relay, MailTracking tracking, Queue<MessageStep> steps) {
        return TriggeredMail.builder()
                .senderDomain("acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .feedback(tracking.settings())
                .settings(MailSettings.standard().listener(steps::add))
                .stream(MailStream.named("order-confirmation")
                        .on(ORDERED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme <orders@acme.example>")
                        .content(MailContent.of("Your order {{event.number}}").html("<p>Thank you.</p>"))
                        .build())
                .start();
    }
}
