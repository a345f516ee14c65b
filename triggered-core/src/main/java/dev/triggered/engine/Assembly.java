package dev.triggered.engine;

import dev.triggered.FeedbackSettings;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.StoreException;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.ProgramStore;
import dev.triggered.spi.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wiring: makes the rooms of the engine, hands each what it needs, and takes them down in the reverse order. */
final class Assembly implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private static final Duration SHORTEST_END = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Engine.Parts parts;
    private final Registrar registrar;
    private final Thread registering;
    private final Control control;
    private final TimeSource time;
    private final FeedbackDesk feedback;
    private final Recorder recorder;
    private final Thread recording;
    private final Lanes lanes;
    private final Leftovers leftovers;
    private final RefusalCounts refusalCounts;
    private final Reception reception;
    private final Redelivery redelivery;
    private final BroadcastControl broadcasts;
    private final Rehearsal rehearsal;
    private final TestSends testSends;
    private final Automation automation;

    private Assembly(Engine.Parts parts, Engine.Contents contents) {
        MailSettings settings = parts.settings();
        FeedbackSettings feedbackSettings = parts.making().feedback();
        this.parts = parts;
        this.time = settings.time().orElseGet(SystemTime::new);
        RandomGenerator random = settings.random().orElseGet(SecureRandom::new);
        ThreadFactory threads = settings.threads().orElse(Assembly::daemon);
        Steps steps = new Steps(settings.listener());
        Doorbell bell = new Doorbell();
        parts.store().open(time, bell);
        Outbox outbox = parts.store().outbox();
        Launch launch = new Launch(
                contents.senderDomains(),
                parts.making().templates(),
                settings.limits().attachmentBytes(),
                feedbackSettings.instrument().isPresent());
        this.registrar = new Registrar(parts.store(), launch, lanesOf(contents), time);
        registrar.begin(new Definitions(contents));
        this.registering = Lanes.thread(threads, registrar, "triggered-registrar");
        this.feedback = new FeedbackDesk(parts.store().feedback(), feedbackSettings, steps, time);
        this.recorder = new Recorder(outbox, new Refusals(feedbackSettings, feedback), steps, time);
        this.recording = Lanes.thread(threads, recorder, "triggered-recorder");
        Settlement settlement =
                new Settlement(registrar::catalog, new Backoff(random), settings.uncertain(), recorder, time);
        ProgramBook book = book(contents);
        this.control = new Control(registrar, book, parts.store(), launch, settlement);
        Composer composer = new Composer(settings.limits().attachmentBytes());
        Composer sending = new Composer(settings.limits().attachmentBytes(), feedbackSettings);
        Courier courier = new Courier(registrar, sending, outbox, settlement, time);
        this.lanes =
                new Lanes(lane -> new LaneRunner(lane, parts.dispatcher().open(lane), outbox, courier, time), threads);
        registrar.connect(lanes);
        this.leftovers = new Leftovers(outbox, settlement, lanes);
        ProgramStore programs = parts.store().programs();
        ProgramRules rules = ProgramRules.of(book, programs, registrar::catalog);
        AddressBook addresses = new AddressBook(parts.contacts(), settings.locale());
        MessageIds ids = new MessageIds(random);
        ProgramGate programGate = new ProgramGate(rules, addresses, ids);
        Gate gate = new Gate(registrar::catalog, addresses, settings.limits(), ids, programGate);
        Intake intake = new Intake(outbox, lanes, steps);
        this.refusalCounts = new RefusalCounts(registrar::catalog, parts.store().reports(), time);
        this.reception = new Reception(gate, new Entrance(programs, bell::wakePrograms), intake, refusalCounts, time);
        this.redelivery = new Redelivery(
                parts.store().deadLetters(), registrar::catalog, new Redelivery.Way(lanes, steps), ids, time);
        this.broadcasts = broadcasts(
                new BroadcastControl.Sender(gate, intake, ids, !parts.store().isDurable()), threads);
        this.rehearsal = new Rehearsal(gate, addresses, composer, parts.store(), parts.dispatcher());
        this.testSends = new TestSends(gate, addresses, composer, parts.store(), parts.dispatcher());
        StepMails mails = new StepMails(registrar::catalog, addresses, gate, intake);
        this.automation = new Automation(rules, programs, mails, time, threads);
        bell.connect(lanes, recorder, leftovers, registrar, automation);
    }

    private BroadcastControl broadcasts(BroadcastControl.Sender sender, ThreadFactory threads) {
        BroadcastRuns runs = new BroadcastRuns((task, name) -> started(Lanes.thread(threads, task, name)));
        return new BroadcastControl(control, parts.store().broadcasts(), runs, sender, time);
    }

    /** Returns the programs, after a check of what they send against all streams, those that were made at run time among them. */
    private ProgramBook book(Engine.Contents contents) {
        ProgramBook book = new ProgramBook(contents.programs());
        List<String> faults =
                book.streamFaults(name -> registrar.catalog().stream(name).map(LiveStream::stream));
        if (!faults.isEmpty()) {
            throw new InvalidStreamException(faults);
        }
        return book;
    }

    private static Map<String, Lane> lanesOf(Engine.Contents contents) {
        Map<String, Lane> lanes = new LinkedHashMap<>();
        contents.streams().forEach(stream -> lanes.put(stream.lane().name(), stream.lane()));
        return lanes;
    }

    static Assembly of(Engine.Parts parts, Engine.Contents contents) {
        try {
            return new Assembly(parts, contents);
        } catch (RuntimeException e) {
            parts.store().close();
            throw e;
        }
    }

    Engine.Parts parts() {
        return parts;
    }

    Registrar registrar() {
        return registrar;
    }

    Control control() {
        return control;
    }

    TimeSource time() {
        return time;
    }

    FeedbackDesk feedback() {
        return feedback;
    }

    Lanes lanes() {
        return lanes;
    }

    Reception reception() {
        return reception;
    }

    RefusalCounts refusalCounts() {
        return refusalCounts;
    }

    Redelivery redelivery() {
        return redelivery;
    }

    BroadcastControl broadcasts() {
        return broadcasts;
    }

    Rehearsal rehearsal() {
        return rehearsal;
    }

    TestSends testSends() {
        return testSends;
    }

    Automation automation() {
        return automation;
    }

    /** Settles what an earlier process left behind, and starts the lanes. */
    void start() {
        try {
            settleLeftovers();
            warnOfLanesWithoutStream();
        } catch (RuntimeException e) {
            closeParts();
            throw e;
        }
        recording.start();
        registering.start();
        lanes.start();
        automation.thread().ifPresent(Thread::start);
    }

    /** Settles leftovers before anything runs; what the store does not take now is recorded later. */
    private void settleLeftovers() {
        while (leftovers.settle()) {
            if (!recorder.flush()) {
                recorder.ask(leftovers::settle);
                return;
            }
        }
    }

    private void warnOfLanesWithoutStream() {
        Set<String> nobodys = new TreeSet<>(parts.store().outbox().lanes());
        nobodys.removeAll(registrar.catalog().lanes().keySet());
        if (!nobodys.isEmpty()) {
            LOG.warn(
                    "messages wait in the lanes {}, which no stream names: they are not sent until a stream names their"
                            + " lane",
                    nobodys);
        }
    }

    /** Ends the programs, has broadcasts stop, drains the lanes, ends the dispatcher, whose last results are still recorded, and closes the store. */
    @Override
    public void close() {
        try {
            automation.close();
            broadcasts.close();
            lanes.drain(parts.settings().drain());
        } finally {
            closeParts();
        }
    }

    private void closeParts() {
        registrar.close();
        try {
            parts.dispatcher().close();
        } finally {
            try {
                closeRecorder();
                countRefusals();
            } finally {
                closeStore(parts, time);
            }
        }
    }

    /** Has the last outcomes recorded, within a bounded time. An interrupt that came before does not take that time away. */
    private void closeRecorder() {
        boolean interrupted = Thread.interrupted();
        recorder.close();
        if (recording.equals(Thread.currentThread())) {
            boolean unused = recorder.flush();
        } else {
            Duration drain = parts.settings().drain();
            Duration bound = drain.compareTo(LONGEST_END) < 0 ? drain : LONGEST_END;
            interrupted |= !Lanes.joined(recording, bound.compareTo(SHORTEST_END) > 0 ? bound : SHORTEST_END);
        }
        recorder.abandon();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void countRefusals() {
        try {
            refusalCounts.flush();
        } catch (StoreException e) {
            LOG.warn("the triggers that were refused last are not counted: {}", e.getMessage());
        }
    }

    private static void closeStore(Engine.Parts parts, TimeSource time) {
        try {
            parts.store().close();
        } finally {
            if (time instanceof SystemTime own) {
                own.close();
            }
        }
    }

    private static Thread started(Thread thread) {
        thread.start();
        return thread;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
