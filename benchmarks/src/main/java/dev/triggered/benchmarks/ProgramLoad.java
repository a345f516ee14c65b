package dev.triggered.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageState;
import dev.triggered.PlainData;
import dev.triggered.Purpose;
import dev.triggered.Recipient;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Position;
import dev.triggered.automation.Program;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.Plan;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The whole library on a store in which contacts wait, of whom 100 are due in each second, again and again. */
final class ProgramLoad implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PER_SECOND = 100;
    private static final int BATCH = 1_000;
    private static final int PATIENCE_SECONDS = 120;
    private static final String PROGRAM = "reminding";
    private static final String WAIT = "a-while";
    private static final ExternalEvent EVENT = ExternalEvent.named("joined");

    private final int waiting;
    private final ManualClock clock = ManualClock.at(START);
    private final Semaphore sent = new Semaphore(0);
    private final TriggeredMail mail;

    private ProgramLoad(StoreSource source, int waiting) {
        this.waiting = waiting;
        this.mail = start(source.create());
    }

    /** Fills a store with contacts who wait. */
    static void fill(StoreSource source, int waiting) {
        try (MailStore store = source.create()) {
            store.open(ManualClock.at(START), Waker.none());
            List<Plan> unused = store.programs().register(new Plan(PROGRAM, 0, List.of(WAIT, "remind"), List.of()));
            for (int number = 0; number < waiting; number += BATCH) {
                store.programs()
                        .accept(
                                LongStream.range(number, Math.min(waiting, number + BATCH))
                                        .mapToObj(ProgramLoad::waiting)
                                        .toList(),
                                List.of());
            }
        }
    }

    private static NewEnrolment waiting(long number) {
        EmailAddress address = EmailAddress.parse(SampleMail.recipient(number));
        Instant due = START.plusMillis(1_000L * (number + 1) / PER_SECOND);
        Contact contact = Contact.of(address.toString()).marketingOptIn(MarketingOptIn.GIVEN);
        PlainData data =
                PlainData.empty().with("name", SampleMail.name(number)).with("order", SampleMail.order(number));
        return NewEnrolment.of(
                new Enrolment(
                        new EnrolmentId(String.format(Locale.ROOT, "%026d", number)),
                        PROGRAM,
                        address,
                        START,
                        Position.waiting(WAIT, due)),
                1,
                new Baggage(new Recipient.Given(contact), data, Set.of(), Locale.ROOT, Instant.MAX));
    }

    /** Opens the library on a store that was filled. */
    static ProgramLoad open(StoreSource source, int waiting) {
        return new ProgramLoad(source, waiting);
    }

    private TriggeredMail start(MailStore store) {
        MailStream stream = MailStream.named("reminder")
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .template("reminder")
                .build();
        return TriggeredMail.builder().senderDomain("notify.acme.example").stream(stream)
                .program(Program.named(PROGRAM)
                        .startsOn(EVENT)
                        .wait(WAIT, Duration.ofSeconds(waiting / PER_SECOND))
                        .send("remind", "reminder")
                        .goTo(WAIT)
                        .build())
                .templates(name -> new ConstantTemplate())
                .dispatcher(new NoDispatcher(() -> {}))
                .store(store)
                .settings(
                        MailSettings.standard().time(clock).drain(Duration.ZERO).listener(step -> {
                            if (step.state() == MessageState.SENT) {
                                sent.release();
                            }
                        }))
                .start();
    }

    int waiting() {
        return waiting;
    }

    /** Lets some seconds pass, one after the other, and returns how many steps were due and taken until then. */
    int take(int seconds) throws InterruptedException {
        for (int second = 0; second < seconds; second++) {
            clock.advance(Duration.ofSeconds(1));
            if (!sent.tryAcquire(PER_SECOND, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("only " + sent.availablePermits() + " mails were sent in time");
            }
        }
        return seconds * PER_SECOND;
    }

    /** Returns the CPU time of this process so far. */
    long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    @Override
    public void close() {
        mail.close();
    }
}
