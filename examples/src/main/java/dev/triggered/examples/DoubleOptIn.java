package dev.triggered.examples;

import dev.triggered.Contact;
import dev.triggered.ExternalEvent;
import dev.triggered.InMemoryStore;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Program;
import dev.triggered.automation.ProgramStatus;
import dev.triggered.automation.Programs;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.spi.ContactDirectory;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.MailStore;
import dev.triggered.templates.MustacheTemplates;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A letter whose readers are asked whether it was them who signed up, welcomed when they say so, and shown around a week later. */
public final class DoubleOptIn implements AutoCloseable {
    private static final ExternalEvent signedUp = ExternalEvent.named("signed-up")
            .requires("link")
            .allows("customerSince")
            .secret("link");
    private static final ExternalEvent confirmed = ExternalEvent.named("confirmed");
    private static final ExternalEvent unsubscribed = ExternalEvent.named("unsubscribed");

    private final Readers readers = new Readers();
    private final TriggeredMail mail;

    /** A day is shorter where somebody wants to see the whole week. */
    DoubleOptIn(Dispatcher dispatcher, MailStore store, MailSettings settings, Duration day) {
        mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.onClasspath("mail"))
                .dispatcher(dispatcher)
                .store(store)
                .settings(settings)
                .contacts(readers)
                .stream(stream("double-opt-in"))
                .stream(stream("welcome"))
                .stream(stream("first-steps"))
                .program(letter(day))
                .start();
    }

    private static MailStream stream(String name) {
        return MailStream.named(name)
                .on(signedUp)
                .purpose(Purpose.DOUBLE_OPT_IN)
                .from("Acme <letter@notify.acme.example>")
                .template(name)
                .build();
    }

    private static Program letter(Duration day) {
        Program letter = Program.named("letter")
                .startsOn(signedUp)
                .once()
                .send("ask", "double-opt-in")
                .waitFor("confirmed", confirmed, day.multipliedBy(3), "too-late")
                .send("greet", "welcome")
                .wait("a-week", day.multipliedBy(7))
                .decide("is-new", who -> !who.event().has("customerSince"), "show-around", "done")
                .send("show-around", "first-steps")
                .exit("done")
                .exit("too-late")
                .exitOn(unsubscribed)
                .build();
        return letter;
    }

    EnrolmentId signUp(String address, String link) {
        return mail.trigger(signedUp, Trigger.to(address).with("link", link))
                .orThrow()
                .answers()
                .get(0)
                .enrolmentId()
                .orElseThrow();
    }

    void confirm(String address) {
        readers.agreed.add(address);
        mail.trigger(confirmed, Trigger.to(address)).orThrow();
    }

    void unsubscribe(String address) {
        readers.agreed.remove(address);
        mail.trigger(unsubscribed, Trigger.to(address)).orThrow();
    }

    void print(EnrolmentId jane, PrintStream out) {
        Programs programs = mail.programs();
        for (ProgramStatus program : programs.list()) {
            out.println(program.name() + ": " + program.running());
        }

        EnrolmentPage page = programs.find(EnrolmentQuery.of("letter").at("confirmed"));
        page.enrolments()
                .forEach(each ->
                        out.println(each.contact() + " until " + each.position().time()));

        for (HistoryEntry entry : programs.find(jane).orElseThrow().entries()) {
            out.println(entry.at() + " " + entry.step() + " " + entry.happening() + " " + entry.note());
        }
    }

    void help(EnrolmentId jane, EnrolmentId john) {
        mail.programs().move(jane, "greet", "Ann of support");
        mail.programs().takeOut(john, "Ann of support");
    }

    TriggeredMail mail() {
        return mail;
    }

    @Override
    public void close() {
        mail.close();
    }

    /**
     * Has one reader sign up and confirm, and prints what happens. A day takes a second.
     *
     * @param args ignored
     * @throws InterruptedException if it is interrupted while it waits
     */
    public static void main(String[] args) throws InterruptedException {
        run(Duration.ofSeconds(1), System.out);
    }

    static void run(Duration day, PrintStream out) throws InterruptedException {
        Semaphore sent = new Semaphore(0);
        MailSettings settings = MailSettings.standard().listener(step -> {
            if (step.state() == MessageState.SENT) {
                out.println("sent: " + step.message().stream());
                sent.release();
            }
        });
        try (LocalMailbox mailbox = new LocalMailbox()) {
            Dispatcher dispatcher = SmtpDispatcher.to(mailbox.relay()).build();
            try (DoubleOptIn letter = new DoubleOptIn(dispatcher, InMemoryStore.create(), settings, day)) {
                EnrolmentId jane = letter.signUp("jane@example.com", "https://acme.example/confirm/4711");
                await(sent, 1);
                letter.confirm("jane@example.com");
                await(sent, 2);
                letter.print(jane, out);
            }
        }
    }

    private static void await(Semaphore sent, int mails) throws InterruptedException {
        if (!sent.tryAcquire(mails, 1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("a mail was not sent within a minute");
        }
    }

    /** The readers, and who of them has agreed. */
    private static final class Readers implements ContactDirectory {
        private final Set<String> agreed = ConcurrentHashMap.newKeySet();

        @Override
        public Optional<Contact> byKey(String key) {
            return byAddress(key);
        }

        @Override
        public Optional<Contact> byAddress(String address) {
            MarketingOptIn optIn = agreed.contains(address) ? MarketingOptIn.GIVEN : MarketingOptIn.NOT_GIVEN;
            return Optional.of(Contact.of(address).marketingOptIn(optIn));
        }
    }
}
