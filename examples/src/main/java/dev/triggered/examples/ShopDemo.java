package dev.triggered.examples;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.DeliveryPolicy;
import dev.triggered.EmailAddress;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageListener;
import dev.triggered.Purpose;
import dev.triggered.RetryPolicy;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.jdbc.JdbcStore;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.MailStore;
import dev.triggered.templates.MustacheTemplates;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A shop that sends an order confirmation, a password reset and an invoice, each when its event is triggered, and keeps them in a
 * folder until they are sent. Then it opens its dashboard.
 */
public final class ShopDemo {
    static final ExternalEvent ORDER_PLACED =
            ExternalEvent.named("order-placed").carries("order", Order.class);
    static final ExternalEvent PASSWORD_FORGOTTEN = ExternalEvent.named("password-forgotten")
            .requires("token", "minutes")
            .secret("token");
    static final ExternalEvent INVOICE_ISSUED =
            ExternalEvent.named("invoice-issued").carries("invoice", Invoice.class);

    private static final RetryPolicy SOON =
            RetryPolicy.standard().delays(Duration.ofSeconds(1), Duration.ofMinutes(30));

    private final TriggeredMail mail;
    private final String recipient;
    private final PrintStream out;

    private ShopDemo(TriggeredMail mail, String recipient, PrintStream out) {
        this.mail = mail;
        this.recipient = recipient;
        this.out = out;
    }

    /**
     * Runs the shop.
     *
     * @param args nothing for three mails to the SMTP server inside this process and then the dashboard, which stays open until the
     *     process ends, or else: see {@link DemoArguments#USAGE}
     * @throws MessagingException if a received mail cannot be read
     * @throws IOException if a received mail cannot be read
     * @throws InterruptedException if it is interrupted while it waits for mails to be sent, or while the dashboard is open
     */
    public static void main(String[] args) throws MessagingException, IOException, InterruptedException {
        DemoArguments arguments;
        try {
            arguments = DemoArguments.parse(args, System.getenv());
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage() + "\n\n" + DemoArguments.USAGE);
            throw e;
        }
        run(arguments, System.out);
    }

    static void run(DemoArguments arguments, PrintStream out)
            throws MessagingException, IOException, InterruptedException {
        if (arguments.relay().isPresent()) {
            run(arguments, arguments.relay().get(), out);
            return;
        }
        try (LocalMailbox mailbox = new LocalMailbox()) {
            mailbox.print(run(arguments, mailbox.relay(), out), out);
            if (arguments.plan().dashboard()) {
                try (ShopDashboard dashboard = open(arguments, mailbox, out)) {
                    dashboard.stay();
                }
            }
        }
    }

    /** Opens the dashboard, with mails that go to a mailbox. */
    static ShopDashboard open(DemoArguments arguments, LocalMailbox mailbox, PrintStream out) {
        Dispatcher relay = new FickleRelay(SmtpDispatcher.to(mailbox.relay()).build());
        return ShopDashboard.open(
                listener -> start(JdbcStore.embedded(arguments.data()), relay, arguments.from(), listener), out);
    }

    /** Returns the messages to look at. */
    private static Set<MessageId> run(DemoArguments arguments, SmtpRelay relay, PrintStream out)
            throws InterruptedException {
        Function<MessageListener, TriggeredMail> start = listener -> start(
                JdbcStore.embedded(arguments.data()), SmtpDispatcher.to(relay).build(), arguments.from(), listener);
        if (arguments.plan().many() > 0) {
            ManyOrders.run(arguments, start, out);
            return Set.of();
        }
        try (TriggeredMail mail = start.apply(step -> out.println("  " + step))) {
            return new ShopDemo(mail, arguments.to(), out).triggerAll();
        }
    }

    private static TriggeredMail start(MailStore store, Dispatcher dispatcher, String from, MessageListener listener) {
        return TriggeredMail.builder()
                .senderDomain(EmailAddress.parse(from).domain())
                .templates(MustacheTemplates.onClasspath("mail"))
                .dispatcher(dispatcher)
                .store(store)
                .stream(MailStream.named("order-confirmation")
                        .on(ORDER_PLACED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <" + from + ">")
                        .template("order-confirmation")
                        .delivery(DeliveryPolicy.standard().retry(SOON))
                        .build())
                .stream(MailStream.named("password-reset")
                        .on(PASSWORD_FORGOTTEN)
                        .purpose(Purpose.PASSWORD_RESET)
                        .from("Acme <" + from + ">")
                        .template("password-reset")
                        .build())
                .stream(MailStream.named("invoice")
                        .on(INVOICE_ISSUED)
                        .purpose(Purpose.INVOICE)
                        .from("Acme Billing <" + from + ">")
                        .template("invoice")
                        .requireAttachment()
                        .build())
                .settings(MailSettings.standard().listener(listener))
                .start();
    }

    private Set<MessageId> triggerAll() {
        Set<MessageId> messages = new HashSet<>();
        messages.add(trigger(
                ORDER_PLACED,
                Trigger.to(recipient)
                        .with("order", order("4711"))
                        .attach(logo())
                        .id("order-4711 of " + Instant.now())));
        messages.add(trigger(
                PASSWORD_FORGOTTEN,
                Trigger.to(recipient).withAll(Map.of("token", "s3cr3t/with+signs", "minutes", 30))));
        Invoice invoice = new Invoice("2026-0815", new BigDecimal("43.90"), LocalDate.of(2026, 3, 28));
        messages.add(trigger(
                INVOICE_ISSUED,
                Trigger.to(Contact.of(recipient).name("Jörg Müller").locale(Locale.GERMANY))
                        .with("invoice", invoice)
                        .attach(logo())
                        .attach(Attachment.of("Rechnung-2026-0815.pdf", InvoicePdf.of(invoice)))));
        return messages;
    }

    static Order order(String number) {
        return new Order(
                number,
                "Jane Doe",
                LocalDate.of(2026, 3, 14),
                List.of(
                        new Order.Item("Espresso cup", 2, new BigDecimal("12.50")),
                        new Order.Item("Coffee <fresh & strong>", 1, new BigDecimal("18.90"))));
    }

    static Attachment logo() {
        return Attachment.onClasspath(ShopDemo.class, "/mail/logo.png").inline("logo");
    }

    private MessageId trigger(ExternalEvent event, Trigger trigger) {
        TriggerReceipt receipt = mail.trigger(event, trigger).orThrow();
        out.println("triggered " + event.name() + ": " + receipt.answers());
        return receipt.answers().get(0).messageId().orElseThrow();
    }
}
