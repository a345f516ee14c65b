package dev.triggered.examples;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.SmtpReply;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.FeedbackReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Customers who order, forget their passwords and get invoices, one after the other; some mails of theirs come back. */
final class ShopTraffic implements AutoCloseable {
    private static final int EACH_MILLIS = 400;
    private static final int ONE_COMES_BACK_OF = 12;
    private static final List<String> NAMES = List.of("jane", "joe", "ann", "ali", "mia", "ben", "eva", "kim");
    private static final List<String> DOMAINS = List.of("example.com", "example.net", "example.org");

    private final Random random = new Random();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private long number;

    /** Begins to trigger. */
    void start(TriggeredMail mail) {
        ScheduledFuture<?> unused = thread.scheduleAtFixedRate(() -> next(mail), 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void next(TriggeredMail mail) {
        number++;
        int kind = random.nextInt(10);
        if (kind < 6) {
            mail.trigger(
                    ShopDemo.ORDER_PLACED,
                    Trigger.to(customer())
                            .with("order", ShopDemo.order(Long.toString(5_000 + number)))
                            .attach(ShopDemo.logo()));
        } else if (kind < 8) {
            mail.trigger(
                    ShopDemo.PASSWORD_FORGOTTEN,
                    Trigger.to(customer())
                            .withAll(Map.of("token", Long.toHexString(random.nextLong()), "minutes", 30)));
        } else {
            Invoice invoice = new Invoice("2026-" + number, new BigDecimal("43.90"), LocalDate.of(2026, 3, 28));
            mail.trigger(
                    ShopDemo.INVOICE_ISSUED,
                    Trigger.to(Contact.of(customer()).locale(Locale.GERMANY))
                            .with("invoice", invoice)
                            .attach(ShopDemo.logo())
                            .attach(Attachment.of("Rechnung.pdf", InvoicePdf.of(invoice))));
        }
    }

    /** Returns an address; one in thirty is refused by the {@link FickleRelay}, and another one is put off. */
    private String customer() {
        String name = switch (random.nextInt(30)) {
            case 0 -> "gone";
            case 1 -> "full";
            default -> NAMES.get(random.nextInt(NAMES.size()));
        };
        return name + "." + number + "@" + DOMAINS.get(random.nextInt(DOMAINS.size()));
    }

    /** Lets some of the mails that were sent come back. */
    void heard(TriggeredMail mail, MessageStep step) {
        if (step.state() == MessageState.SENT && random.nextInt(ONE_COMES_BACK_OF) == 0) {
            MessageId message = step.message().id();
            ScheduledFuture<?> unused =
                    thread.schedule(() -> comeBack(mail, message), 1 + random.nextInt(5), TimeUnit.SECONDS);
        }
    }

    private void comeBack(TriggeredMail mail, MessageId message) {
        boolean hard = random.nextBoolean();
        mail.feedback()
                .record(new FeedbackReport(
                        message,
                        hard ? BounceReason.USER_UNKNOWN : BounceReason.MAILBOX_FULL,
                        hard
                                ? new SmtpReply(550, "5.1.1", "no such user")
                                : new SmtpReply(552, "5.2.2", "mailbox full"),
                        new FeedbackReport.Origin(FeedbackReport.Proof.RETURN_PATH, "mx.example.com", Instant.now())));
    }

    /** Triggers nothing more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
