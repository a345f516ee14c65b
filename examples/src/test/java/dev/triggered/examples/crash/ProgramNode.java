package dev.triggered.examples.crash;

import dev.triggered.Contact;
import dev.triggered.DeliveryPolicy;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MarketingOptIn;
import dev.triggered.Purpose;
import dev.triggered.RetryPolicy;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.Program;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that sends numbered contacts through a program of three mails, until it is killed or nobody is in the program any
 * more. It prints a line when it is open, for each contact who is enrolled, and for each step of a mail, until it prints {@link #DONE}
 * and nothing more; then it sends what waits until its input ends.
 */
final class ProgramNode {
    static final int MAILS = 3;
    static final String DONE = "done";

    private static final ExternalEvent EVENT = ExternalEvent.named("joined");
    private static final long LOOK_NANOS = 20_000_000;
    private static final RetryPolicy SOON = RetryPolicy.standard().delays(Duration.ofMillis(1), Duration.ofMillis(1));

    private static boolean isDone;

    private ProgramNode() {}

    /** Takes the parts of its {@link Site}, and how many contacts there are. */
    public static void main(String[] arguments) throws IOException {
        Site site = new Site(arguments[0], Duration.parse(arguments[1]), Integer.parseInt(arguments[2]));
        try (TriggeredMail mail = start(site)) {
            say("open");
            for (long number = 0; number < Long.parseLong(arguments[3]); number++) {
                Contact contact = Contact.of(Arrival.recipient(number)).marketingOptIn(MarketingOptIn.GIVEN);
                mail.trigger(EVENT, Trigger.to(contact).id("contact-" + number)).orThrow();
                say("enrolled");
            }
            while (mail.programs().list().stream().anyMatch(program -> program.total() > 0)) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            say(DONE);
            while (System.in.read() >= 0) {
                // It ends when its input does.
            }
        }
    }

    private static TriggeredMail start(Site site) {
        SmtpRelay relay = SmtpRelay.at("127.0.0.1", site.relay()).plaintext().build();
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode()
                        .part("letter.subject", "A letter")
                        .part("letter.text", "Hello"))
                .dispatcher(SmtpDispatcher.to(relay).build())
                .store(Stores.at(site.store(), site.lease()))
                .stream(MailStream.named("letters")
                        .on(EVENT)
                        .purpose(Purpose.DOUBLE_OPT_IN)
                        .from("letters@notify.acme.example")
                        .template("letter")
                        .delivery(DeliveryPolicy.standard().retry(SOON))
                        .build())
                .program(program())
                .settings(MailSettings.standard()
                        .drain(Duration.ofMinutes(1))
                        .listener(step -> say(step.state().name())))
                .start();
    }

    private static Program program() {
        return Program.named("letters")
                .startsOn(EVENT)
                .send("first", "letters")
                .send("second", "letters")
                .wait("a-second", Duration.ofSeconds(1))
                .decide("always", who -> true, "third", "")
                .send("third", "letters")
                .build();
    }

    private static void say(String line) {
        synchronized (ProgramNode.class) {
            if (!isDone) {
                System.out.println(line);
                System.out.flush();
                isDone = line.equals(DONE);
            }
        }
    }
}
