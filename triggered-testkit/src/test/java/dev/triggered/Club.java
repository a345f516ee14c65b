package dev.triggered;

import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Program;
import dev.triggered.automation.Standing;
import dev.triggered.spi.ContactDirectory;
import dev.triggered.spi.MailStore;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A club whose members go through programs, by a clock that the test turns. */
final class Club implements AutoCloseable {
    static final ExternalEvent JOINED = ExternalEvent.named("joined");
    static final ExternalEvent CONFIRMED = ExternalEvent.named("confirmed");
    static final ExternalEvent PAID = ExternalEvent.named("paid");
    static final ExternalEvent BY_HAND = ExternalEvent.named("by-hand");
    static final String JANE = "jane@example.com";

    final ManualClock clock;
    final Map<String, Contact> members = new ConcurrentHashMap<>();
    final CapturingDispatcher dispatcher = CapturingDispatcher.create();
    volatile RuntimeException directoryFault;
    private final List<MailStream> streams = new ArrayList<>();
    private final List<Program> programs = new ArrayList<>();
    private MailStore store = InMemoryStore.create();
    private MailSettings settings;
    private TriggeredMail mail;

    Club() {
        this(ManualClock.at("2026-01-01T00:00:00Z"));
    }

    /** Opens a club again whose clock goes on. */
    Club(ManualClock clock) {
        this.clock = clock;
        this.settings = MailSettings.standard().drain(Duration.ofSeconds(20)).time(clock);
        for (String name : List.of("ask", "welcome", "tips", "bill")) {
            with(stream(name));
        }
    }

    static MailStream.Builder stream(String name) {
        return MailStream.named(name)
                .on(BY_HAND)
                .purpose(Purpose.DOUBLE_OPT_IN)
                .from("Club <club@notify.acme.example>")
                .template(name);
    }

    Club with(MailStream.Builder stream) {
        MailStream built = stream.build();
        streams.removeIf(known -> known.name().equals(built.name()));
        streams.add(built);
        return this;
    }

    Club with(Program.Builder program) {
        programs.add(program.build());
        return this;
    }

    Club with(MailStore other) {
        store = other;
        return this;
    }

    Club settings(MailSettings other) {
        settings = other;
        return this;
    }

    Club open() {
        TriggeredMail.Builder builder = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(new BraceTemplates()
                        .template("ask", "ask", "Follow {event.link}")
                        .template("welcome", "welcome", "Hello {contact.address}")
                        .template("tips", "tips", "{contact.nick}, {event.arrived.confirmed.code}")
                        .template("bill", "bill", "Pay {event.total}"))
                .dispatcher(dispatcher)
                .store(store)
                .contacts(directory())
                .settings(settings);
        streams.forEach(builder::stream);
        programs.forEach(builder::program);
        mail = builder.start();
        return this;
    }

    private ContactDirectory directory() {
        return new ContactDirectory() {
            @Override
            public Optional<Contact> byKey(String key) {
                RuntimeException fault = directoryFault;
                if (fault != null) {
                    throw fault;
                }
                return Optional.ofNullable(members.get(key));
            }

            @Override
            public Optional<Contact> byAddress(String address) {
                return byKey(address);
            }
        };
    }

    TriggeredMail mail() {
        return mail;
    }

    /** Has a contact be known, or be known otherwise. */
    void knows(String address, MarketingOptIn optIn) {
        members.put(address, Contact.of(address).with("nick", "Jay").marketingOptIn(optIn));
    }

    static Trigger trigger(String address) {
        return Trigger.to(address).with("link", "https://acme.example/x").with("total", 12);
    }

    /** Triggers that somebody joins, and returns the answer of the only program. */
    TriggerReceipt.Answer join(Trigger trigger) {
        List<TriggerReceipt.Answer> answers = mail.trigger(JOINED, trigger).answers();
        if (answers.size() != 1) {
            throw new AssertionError("one answer was expected: " + answers);
        }
        return answers.get(0);
    }

    EnrolmentId join(String address) {
        return join(trigger(address)).enrolmentId().orElseThrow();
    }

    Enrolment enrolment(EnrolmentId id) {
        return history(id).enrolment();
    }

    private EnrolmentHistory history(EnrolmentId id) {
        return mail.programs().find(id).orElseThrow();
    }

    /** Waits until a contact waits at a step. */
    void awaitAt(EnrolmentId id, String step) {
        await(
                id + " to wait at " + step,
                () -> enrolment(id).position().standing() == Standing.WAITING
                        && enrolment(id).position().step().equals(step));
    }

    void awaitEnd(EnrolmentId id, Standing standing) {
        await(id + " to be " + standing, () -> enrolment(id).position().standing() == standing);
    }

    /** Waits until something has happened to a contact so often. */
    void awaitEntries(EnrolmentId id, int entries) {
        await(entries + " entries of " + id, () -> story(id).size() >= entries);
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(condition::getAsBoolean);
    }

    /** Returns what happened to a contact, without the ids of messages. */
    List<String> story(EnrolmentId id) {
        return history(id).entries().stream()
                .map(entry -> entry.step() + " " + entry.happening()
                        + (entry.note().isEmpty() || entry.note().matches("[0-9a-z]{26}") ? "" : ": " + entry.note()))
                .toList();
    }

    /** Waits for so many mails, and returns for each its subject and its recipient, in alphabetical order. */
    List<String> mails(int count) {
        return dispatcher.awaitMails(count).stream()
                .map(each -> each.subject() + " to " + each.recipient())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        dispatcher.release();
        mail.close();
    }
}
