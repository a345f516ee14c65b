package dev.triggered.examples;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A shop that sends an order confirmation, a password reset and an invoice, each when its event is triggered. */
public final class ShopDemo {
    static final ExternalEvent ORDER_PLACED =
            ExternalEvent.named("order-placed").carries("order", Order.class);
    static final ExternalEvent PASSWORD_FORGOTTEN = ExternalEvent.named("password-forgotten")
            .requires("token", "minutes")
            .secret("token");
    static final ExternalEvent INVOICE_ISSUED =
            ExternalEvent.named("invoice-issued").carries("invoice", Invoice.class);

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
     * @param args nothing for the SMTP server inside this process, or a relay: see {@link DemoArguments#USAGE}
     * @throws MessagingException if a received mail cannot be read
     * @throws IOException if a received mail cannot be read
     */
    public static void main(String[] args) throws MessagingException, IOException {
        DemoArguments arguments;
        try {
            arguments = DemoArguments.parse(args, System.getenv());
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage() + "\n\n" + DemoArguments.USAGE);
            throw e;
        }
        run(arguments, System.out);
    }

    static void run(DemoArguments arguments, PrintStream out) throws MessagingException, IOException {
        if (arguments.relay().isPresent()) {
            try (TriggeredMail mail = start(arguments.relay().get(), arguments.from(), out)) {
                new ShopDemo(mail, arguments.to(), out).triggerAll();
            }
            return;
        }
        try (LocalMailbox mailbox = new LocalMailbox();
                TriggeredMail mail = start(mailbox.relay(), arguments.from(), out)) {
            new ShopDemo(mail, arguments.to(), out).triggerAll();
            mailbox.print(3, out);
        }
    }

    static TriggeredMail start(SmtpRelay relay, String from, PrintStream out) {
        return TriggeredMail.builder()
                .senderDomain(EmailAddress.parse(from).domain())
                .templates(MustacheTemplates.onClasspath("mail"))
                .dispatcher(SmtpDispatcher.to(relay).build())
                .stream(MailStream.named("order-confirmation")
                        .on(ORDER_PLACED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <" + from + ">")
                        .template("order-confirmation")
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
                .settings(MailSettings.standard().listener(step -> out.println("  " + step)))
                .start();
    }

    private void triggerAll() {
        Attachment logo =
                Attachment.onClasspath(ShopDemo.class, "/mail/logo.png").inline("logo");
        Order order = new Order(
                "4711",
                "Jane Doe",
                LocalDate.of(2026, 3, 14),
                List.of(
                        new Order.Item("Espresso cup", 2, new BigDecimal("12.50")),
                        new Order.Item("Coffee <fresh & strong>", 1, new BigDecimal("18.90"))));
        trigger(
                ORDER_PLACED,
                Trigger.to(recipient).with("order", order).attach(logo).id("order-4711"));
        trigger(PASSWORD_FORGOTTEN, Trigger.to(recipient).withAll(Map.of("token", "s3cr3t/with+signs", "minutes", 30)));
        Invoice invoice = new Invoice("2026-0815", new BigDecimal("43.90"), LocalDate.of(2026, 3, 28));
        trigger(
                INVOICE_ISSUED,
                Trigger.to(Contact.of(recipient).name("Jörg Müller").locale(Locale.GERMANY))
                        .with("invoice", invoice)
                        .attach(logo)
                        .attach(Attachment.of("Rechnung-2026-0815.pdf", InvoicePdf.of(invoice))));
    }

    private void trigger(ExternalEvent event, Trigger trigger) {
        TriggerReceipt receipt = mail.trigger(event, trigger);
        out.println("triggered " + event.name() + ": " + receipt.answers());
    }
}
