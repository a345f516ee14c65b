package dev.triggered.engine;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.Broadcasts;
import dev.triggered.ClosedException;
import dev.triggered.Events;
import dev.triggered.Explanation;
import dev.triggered.ExternalEvent;
import dev.triggered.FeedbackSettings;
import dev.triggered.InTransaction;
import dev.triggered.InvalidStreamException;
import dev.triggered.LaneStatus;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.Messages;
import dev.triggered.Recipients;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.Streams;
import dev.triggered.Suppressions;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.automation.Program;
import dev.triggered.automation.Programs;
import dev.triggered.feedback.Feedback;
import dev.triggered.notice.Notices;
import dev.triggered.report.Reports;
import dev.triggered.spi.ContactDirectory;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.TemplateEngine;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The engine behind {@link dev.triggered.TriggeredMail}: takes triggers in, and runs the lanes until it is closed. */
public final class Engine implements AutoCloseable {
    private static final String APPLICATION = "application";

    private final Assembly assembly;
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private Engine(Assembly assembly) {
        this.assembly = assembly;
    }

    /**
     * Launches the streams and starts the lanes.
     *
     * @param parts what the host put in
     * @param contents what the host configured
     * @return the running engine
     * @throws dev.triggered.InvalidStreamException naming everything that keeps a stream from being launched
     */
    public static Engine start(Parts parts, Contents contents) {
        new Launch(
                        contents.senderDomains(),
                        parts.making().templates(),
                        parts.settings().limits().attachmentBytes(),
                        parts.making().feedback().instrument().isPresent())
                .check(contents);
        Assembly assembly = Assembly.of(parts, contents);
        assembly.start();
        return new Engine(assembly);
    }

    /**
     * Takes triggers in.
     *
     * @param event the name of the event
     * @param batch the triggers
     * @return the answers
     */
    public TriggerReceipt trigger(String event, List<Trigger> batch) {
        return whileOpen(() -> assembly.reception().take(event, batch));
    }

    /**
     * Joins a transaction of the host.
     *
     * @param transaction a connection with auto-commit off
     * @return what triggers within the transaction
     */
    public InTransaction in(Connection transaction) {
        return (event, batch) -> {
            List<Trigger> copy = List.copyOf(batch);
            return whileOpen(() -> assembly.reception().take(transaction, event, copy));
        };
    }

    /**
     * Begins a broadcast, or goes on with one.
     *
     * @param stream the name of the stream
     * @param recipients who is written to
     * @param options how it is run
     * @return the broadcast
     */
    public Broadcast broadcast(String stream, Recipients recipients, BroadcastOptions options) {
        return whileOpen(() -> assembly.broadcasts().start(stream, recipients, options));
    }

    /**
     * Returns the broadcasts.
     *
     * @return the broadcasts
     */
    public Broadcasts broadcasts() {
        return assembly.broadcasts();
    }

    /**
     * Explains what a trigger would do.
     *
     * @param event the name of the event
     * @param trigger the trigger
     * @return the explanation
     */
    public Explanation explain(String event, Trigger trigger) {
        return whileOpen(() ->
                assembly.rehearsal().explain(event, trigger, assembly.time().instant()));
    }

    /**
     * Renders the mail of a stream.
     *
     * @param stream the name of the stream
     * @param trigger who it is for, and the data
     * @return the mail
     */
    public RenderedMail preview(String stream, Trigger trigger) {
        LiveStream live = requireStream(stream);
        return whileOpen(() -> assembly.rehearsal().preview(live.compiled(), trigger));
    }

    /**
     * Renders the mail of an edit that is not published.
     *
     * @param edited the edit
     * @param trigger who it is for, and the data
     * @return the mail
     */
    public RenderedMail preview(MailStream edited, Trigger trigger) {
        return whileOpen(() -> {
            LiveStream.Compiled compiled = assembly.control().launch().compile(edited);
            if (!compiled.faults().isEmpty()) {
                throw new InvalidStreamException(compiled.faults());
            }
            return assembly.rehearsal().preview(compiled, trigger);
        });
    }

    /**
     * Sends the mail of a stream to be looked at.
     *
     * @param stream the name of the stream
     * @param trigger who it is for, and the data
     * @return what the relay said
     */
    public SendResult testSend(String stream, Trigger trigger) {
        LiveStream live = whileOpen(() -> requireStream(stream));
        return assembly.testSends().send(live, trigger, assembly.time().instant());
    }

    private LiveStream requireStream(String stream) {
        return assembly.registrar().catalog().stream(stream)
                .orElseThrow(() -> new IllegalArgumentException("no stream is named '" + stream + "'"));
    }

    /**
     * Returns the streams, for whoever is on record as the application.
     *
     * @return the streams
     */
    public Streams streams() {
        return new StreamControl(assembly.control(), APPLICATION);
    }

    /**
     * Returns the events, for whoever is on record as the application.
     *
     * @return the events
     */
    public Events events() {
        return new EventControl(assembly.control(), APPLICATION);
    }

    /**
     * Returns the addresses that must not be written to, for whoever is on record as the application.
     *
     * @return the suppressions
     */
    public Suppressions suppressions() {
        return new SuppressionControl(
                assembly.parts().store().suppressions(), assembly.registrar()::catalog, assembly.time(), APPLICATION);
    }

    /**
     * Returns the messages that the store knows, for whoever is on record as the application.
     *
     * @return the messages
     */
    public Messages messages() {
        MessageLog log = assembly.parts().store().log();
        KeptMails mails = new KeptMails(log, assembly.registrar(), assembly.time());
        MessageFinder finder = new MessageFinder(assembly.parts().store(), assembly.control());
        return new MessageDesk(finder, assembly.control(), assembly.redelivery(), mails, APPLICATION);
    }

    /**
     * Returns what came back for messages.
     *
     * @return the feedback
     */
    public Feedback feedback() {
        return assembly.feedback();
    }

    /**
     * Returns what others are to be told of messages.
     *
     * @return the notices
     */
    public Notices notices() {
        return new NoticeDesk(assembly.parts().store().notices(), assembly.registrar()::catalog, assembly.time());
    }

    /**
     * Says how the lanes stand.
     *
     * @return each lane
     */
    public List<LaneStatus> lanes() {
        return whileOpen(() -> assembly.lanes().status(assembly.parts().store().outbox()));
    }

    /**
     * Returns what was counted.
     *
     * @return the reports
     */
    public Reports reports() {
        return new ReportDesk(
                assembly.parts().store().reports(), assembly.registrar()::catalog, assembly.refusalCounts());
    }

    /**
     * Returns the programs and who is where in them.
     *
     * @return the programs
     */
    public Programs programs() {
        return assembly.automation().desk();
    }

    @Override
    public void close() {
        if (life.getReadHoldCount() > 0) {
            throw new IllegalStateException("a call that closing waits for cannot close: close from another thread");
        }
        life.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            life.writeLock().unlock();
        }
        assembly.close();
    }

    /** Runs a call that closing waits for. */
    private <T> T whileOpen(Supplier<T> call) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new ClosedException();
            }
            return call.get();
        } finally {
            life.readLock().unlock();
        }
    }

    /**
     * What the host put in.
     *
     * @param making makes the mails
     * @param dispatcher puts them on the wire
     * @param store keeps what was accepted
     * @param contacts knows the contacts
     * @param settings what holds when nobody says otherwise
     */
    public record Parts(
            Making making, Dispatcher dispatcher, MailStore store, ContactDirectory contacts, MailSettings settings) {}

    /**
     * What makes the mails.
     *
     * @param templates personalises them
     * @param feedback how it is learnt what became of them
     */
    public record Making(TemplateEngine templates, FeedbackSettings feedback) {}

    /**
     * What the host configured.
     *
     * @param senderDomains the domains that senders may use
     * @param events events beyond those that the streams name
     * @param streams the streams
     * @param programs the programs
     */
    public record Contents(
            Set<String> senderDomains, List<ExternalEvent> events, List<MailStream> streams, List<Program> programs) {
        /**
         * Checks and copies the components.
         *
         * @param senderDomains as for the record
         * @param events as for the record
         * @param streams as for the record
         * @param programs as for the record
         */
        public Contents {
            senderDomains = Set.copyOf(senderDomains);
            events = List.copyOf(events);
            streams = List.copyOf(streams);
            programs = List.copyOf(programs);
        }

        /** Returns all events: those that were registered, and those that the streams and programs name. */
        List<ExternalEvent> allEvents() {
            return Stream.of(
                            events.stream(),
                            streams.stream().map(MailStream::event),
                            new ProgramBook(programs).events().stream())
                    .flatMap(each -> each)
                    .toList();
        }
    }
}
