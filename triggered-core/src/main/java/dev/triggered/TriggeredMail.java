package dev.triggered;

import dev.triggered.automation.Program;
import dev.triggered.automation.Programs;
import dev.triggered.engine.Engine;
import dev.triggered.feedback.Feedback;
import dev.triggered.notice.Notices;
import dev.triggered.report.Reports;
import dev.triggered.spi.ContactDirectory;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.TemplateEngine;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The door: a host application triggers an event, and each mail stream that listens to it writes to the recipient.
 *
 * <p>Thread-safe; one instance serves a whole application. Each lane has a thread of its own, and so has each broadcast
 * while it runs; one more records what became of the messages, another one takes the steps of programs where there are any,
 * and the dispatcher has those of its connections. {@link #close()} ends them.
 */
public final class TriggeredMail implements AutoCloseable {
    private final Engine engine;

    private TriggeredMail(Engine engine) {
        this.engine = engine;
    }

    /**
     * Begins to configure.
     *
     * @return a builder, which needs templates and a dispatcher
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Triggers an event for one recipient. When this returns, each stream has said its verdict, and what was accepted is kept
     * in the store; it is sent on the threads of the lanes.
     *
     * @param event the event, known by its name
     * @param trigger the occurrence
     * @return an answer from each stream and program that listens
     * @throws OverloadedException if the store had no room in time; nothing was kept
     * @throws StoreException if the store failed; nothing was kept, unless it {@linkplain StoreException#mayBeKept() says} that
     *     nobody knows: a trigger that has an id is safe to repeat then
     * @throws ClosedException if this was closed; nothing was kept
     */
    public TriggerReceipt trigger(ExternalEvent event, Trigger trigger) {
        return trigger(event.name(), trigger);
    }

    /**
     * Triggers an event, by its name, for one recipient.
     *
     * @param event the name of the event
     * @param trigger the occurrence
     * @return an answer from each stream and program that listens
     * @throws OverloadedException if the store had no room in time; nothing was kept
     * @throws StoreException if the store failed; nothing was kept, unless it {@linkplain StoreException#mayBeKept() says} that
     *     nobody knows: a trigger that has an id is safe to repeat then
     * @throws ClosedException if this was closed; nothing was kept
     */
    public TriggerReceipt trigger(String event, Trigger trigger) {
        return engine.trigger(event, List.of(trigger));
    }

    /**
     * Triggers an event for many recipients. One bad recipient never stops the others; the accepted ones are kept together.
     *
     * @param event the event, known by its name
     * @param batch the occurrences, each for one recipient
     * @return the answers, in the order of the batch
     * @throws OverloadedException if the store had no room in time; nothing of the batch was kept
     * @throws StoreException if the store failed; nothing of the batch was kept, unless it
     *     {@linkplain StoreException#mayBeKept() says} that nobody knows: triggers that have ids are safe to repeat then
     * @throws ClosedException if this was closed; nothing was kept
     */
    public TriggerReceipt trigger(ExternalEvent event, List<Trigger> batch) {
        return trigger(event.name(), batch);
    }

    /**
     * Triggers an event, by its name, for many recipients.
     *
     * @param event the name of the event
     * @param batch the occurrences, each for one recipient
     * @return the answers, in the order of the batch
     * @throws OverloadedException if the store had no room in time; nothing of the batch was kept
     * @throws StoreException if the store failed; nothing of the batch was kept, unless it
     *     {@linkplain StoreException#mayBeKept() says} that nobody knows: triggers that have ids are safe to repeat then
     * @throws ClosedException if this was closed; nothing was kept
     */
    public TriggerReceipt trigger(String event, List<Trigger> batch) {
        return engine.trigger(event, List.copyOf(batch));
    }

    /**
     * Joins a transaction of the host: what is triggered through the returned object is kept when that transaction commits, and
     * was never triggered when it rolls back, together with everything else that the transaction did.
     *
     * <pre>{@code
     * connection.setAutoCommit(false);
     * orders.insert(connection, order);
     * mail.in(connection).trigger(orderPlaced, Trigger.to(order.email()).with("order", order));
     * connection.commit();
     * }</pre>
     *
     * @param transaction a connection to the database that the store is in, with auto-commit off; it is used by the calls to
     *     {@code trigger} only, on their thread, and neither committed, rolled back nor closed
     * @return what triggers within the transaction
     */
    public InTransaction in(Connection transaction) {
        return engine.in(transaction);
    }

    /**
     * Writes to many virtual contacts, under an id by chance: see {@link #broadcast(String, Recipients, BroadcastOptions)}.
     *
     * @param stream the name of a broadcast stream that is live
     * @param recipients who is written to
     * @return the broadcast, which runs
     */
    public Broadcast broadcast(String stream, Recipients recipients) {
        return broadcast(stream, recipients, BroadcastOptions.standard());
    }

    /**
     * Writes to many virtual contacts, each address once: on a thread of the broadcast's own, and through the lane of the stream.
     *
     * <p>A call with the id of a broadcast that was interrupted or has failed goes on with it: its recipients are read from the
     * beginning, and who was written to before is not written to again. Where another process runs it, this one stands by, and goes on
     * when that one dies. A broadcast whose recipients were all read, or that was cancelled, stays so, and nothing is read.
     *
     * @param stream the name of a broadcast stream, which is live where the broadcast is new
     * @param recipients who is written to
     * @param options its id, and who is told how it goes
     * @return the broadcast
     * @throws IllegalArgumentException if there is no such stream
     * @throws InvalidStreamException naming everything that keeps the stream from being broadcast
     * @throws InvalidRecipientsException if the recipients cannot be read, or there are none
     * @throws ConflictException if the stream is being broadcast under another id, or this process runs that id already
     * @throws StoreException if the store failed
     * @throws ClosedException if this was closed
     */
    public Broadcast broadcast(String stream, Recipients recipients, BroadcastOptions options) {
        return engine.broadcast(stream, recipients, options);
    }

    /**
     * Returns the broadcasts, those of other processes and of earlier ones too.
     *
     * @return the broadcasts
     */
    public Broadcasts broadcasts() {
        return engine.broadcasts();
    }

    /**
     * Says what a trigger would do, and does nothing: who would be written to, by which version, which rule stops it, and the
     * finished mail.
     *
     * @param event the event, known by its name
     * @param trigger the occurrence
     * @return an explanation for each stream that listens
     * @throws TemplateException if a mail would fail when it is made
     */
    public Explanation explain(ExternalEvent event, Trigger trigger) {
        return engine.explain(event.name(), trigger);
    }

    /**
     * Renders the mail of a stream without asking any rule: for looking at a template with data that is made up.
     *
     * @param stream the name of the stream
     * @param trigger who it is rendered for, and the data
     * @return the subject and the bodies
     * @throws TemplateException naming what is missing or does not render
     * @throws IllegalArgumentException if there is no such stream
     */
    public RenderedMail preview(String stream, Trigger trigger) {
        return engine.preview(stream, trigger);
    }

    /**
     * Renders the mail of an edit that is not published, and publishes nothing.
     *
     * @param edited a stream, such as {@code find(name).orElseThrow().stream().edit()…build()}
     * @param trigger who it is rendered for, and the data
     * @return the subject and the bodies
     * @throws InvalidStreamException naming what would keep the edit from being published, as far as that lies in the edit itself
     * @throws TemplateException naming what is missing or does not render
     */
    public RenderedMail preview(MailStream edited, Trigger trigger) {
        return engine.preview(edited, trigger);
    }

    /**
     * Sends the mail of a stream to somebody who looks at it, whatever the state of the stream: at once, through a connection of its own,
     * with {@code [Test]} before its subject. It is not kept, not tried again, not tracked and counted nowhere. Waits for the relay.
     *
     * @param stream the name of the stream
     * @param trigger who it is sent to, and the data
     * @return what the relay said
     * @throws TemplateException naming what is missing or does not render
     * @throws InvalidStreamException naming everything that keeps the stream from being launched
     * @throws RefusedException if the address is suppressed
     * @throws IllegalArgumentException if there is no such stream
     * @throws ClosedException if this was closed
     */
    public SendResult testSend(String stream, Trigger trigger) {
        return engine.testSend(stream, trigger);
    }

    /**
     * Returns the streams, to be looked at and changed while the application runs.
     *
     * @return the streams
     */
    public Streams streams() {
        return engine.streams();
    }

    /**
     * Returns the events, to be looked at and changed while the application runs.
     *
     * @return the events
     */
    public Events events() {
        return engine.events();
    }

    /**
     * Returns the addresses that must not be written to.
     *
     * @return the suppressions
     */
    public Suppressions suppressions() {
        return engine.suppressions();
    }

    /**
     * Returns the messages that were accepted.
     *
     * @return what the store knows of them
     */
    public Messages messages() {
        return engine.messages();
    }

    /**
     * Returns what came back for messages that were sent.
     *
     * @return the feedback, for whatever takes bounces, complaints and responses in
     */
    public Feedback feedback() {
        return engine.feedback();
    }

    /**
     * Returns what others are to be told of messages, such as by webhooks.
     *
     * @return the notices, for whatever tells them
     */
    public Notices notices() {
        return engine.notices();
    }

    /**
     * Says how the lanes stand that this process has opened: what waits, since when, and whether they try.
     *
     * @return each lane, by its name
     * @throws StoreException if the store failed
     * @throws ClosedException if this was closed
     */
    public List<LaneStatus> lanes() {
        return engine.lanes();
    }

    /**
     * Returns how much was triggered, sent, refused, bounced and read.
     *
     * @return the reports
     */
    public Reports reports() {
        return engine.reports();
    }

    /**
     * Returns the programs, and who is where in them.
     *
     * @return the programs
     */
    public Programs programs() {
        return engine.programs();
    }

    /**
     * Refuses new triggers, takes no more steps of programs, sends what is due for at most the time to
     * {@linkplain MailSettings#drain drain}, and closes the dispatcher and the store. What is not sent by then stays in a durable store
     * for the next start; a store in memory says in the log what is lost with it. Where the store cannot record by then what became of
     * messages that were on the wire, the log says of how many: the next start settles them as uncertain. Closing twice does nothing.
     *
     * @throws IllegalStateException if it is called from within {@code trigger}, such as by a listener
     */
    @Override
    public void close() {
        engine.close();
    }

    /** Configures a {@link TriggeredMail}. Not thread-safe. */
    public static final class Builder {
        private final Set<String> senderDomains = new LinkedHashSet<>();
        private final List<ExternalEvent> events = new ArrayList<>();
        private final List<MailStream> streams = new ArrayList<>();
        private final List<Program> programs = new ArrayList<>();
        private @Nullable TemplateEngine templates;
        private @Nullable Dispatcher dispatcher;
        private @Nullable MailStore store;
        private ContactDirectory contacts = ContactDirectory.none();
        private MailSettings settings = MailSettings.standard();
        private FeedbackSettings feedback = FeedbackSettings.standard();

        private Builder() {}

        /**
         * Registers a domain that senders may use; at least one is needed. A domain does not include the ones below it.
         *
         * @param domain such as {@code notify.acme.example}
         * @return this builder
         * @throws InvalidAddressException if it is no domain
         */
        public Builder senderDomain(String domain) {
            senderDomains.add(EmailAddress.requireDomain(domain));
            return this;
        }

        /**
         * Registers an event that no stream listens to yet; an event that a stream names is known without this.
         *
         * @param event the event
         * @return this builder
         */
        public Builder event(ExternalEvent event) {
            events.add(event);
            return this;
        }

        /**
         * Adds a stream.
         *
         * @param stream the stream, whose name no other one has
         * @return this builder
         */
        public Builder stream(MailStream stream) {
            streams.add(stream);
            return this;
        }

        /**
         * Adds a program. Its events are known without being registered.
         *
         * @param program the program, whose name no other one has
         * @return this builder
         */
        public Builder program(Program program) {
            programs.add(program);
            return this;
        }

        /**
         * Sets what personalises the mails; mandatory.
         *
         * @param templates the template engine
         * @return this builder
         */
        public Builder templates(TemplateEngine templates) {
            this.templates = templates;
            return this;
        }

        /**
         * Sets what puts the mails on the wire; mandatory. Closed with the {@link TriggeredMail}.
         *
         * @param dispatcher the dispatcher
         * @return this builder
         */
        public Builder dispatcher(Dispatcher dispatcher) {
            this.dispatcher = dispatcher;
            return this;
        }

        /**
         * Sets where accepted messages are kept; {@link InMemoryStore#create()} by default, which is not durable. Closed with
         * the {@link TriggeredMail}.
         *
         * @param store the store
         * @return this builder
         */
        public Builder store(MailStore store) {
            this.store = store;
            return this;
        }

        /**
         * Sets where the contacts are; none by default, so that each trigger brings its own.
         *
         * @param contacts the contact directory
         * @return this builder
         */
        public Builder contacts(ContactDirectory contacts) {
            this.contacts = contacts;
            return this;
        }

        /**
         * Sets what holds when nobody says otherwise.
         *
         * @param settings the settings; {@link MailSettings#standard()} by default
         * @return this builder
         */
        public Builder settings(MailSettings settings) {
            this.settings = settings;
            return this;
        }

        /**
         * Sets how it is learnt what became of mails after they were sent, and what follows from it.
         *
         * @param settings the settings; {@link FeedbackSettings#standard()} by default
         * @return this builder
         */
        public Builder feedback(FeedbackSettings settings) {
            this.feedback = settings;
            return this;
        }

        /**
         * Checks every stream and program, launches them and starts to send.
         *
         * @return the running instance, which takes the dispatcher and the store over
         * @throws InvalidStreamException naming everything that keeps a stream from being launched, or a program from
         *     running; nothing was started
         * @throws IllegalStateException if the templates or the dispatcher are not set
         */
        public TriggeredMail start() {
            if (templates == null || dispatcher == null) {
                throw new IllegalStateException("no " + (templates == null ? "templates" : "dispatcher")
                        + ": both templates(...) and dispatcher(...) are needed before start()");
            }
            MailStore keeper = Objects.requireNonNullElseGet(store, InMemoryStore::create);
            return new TriggeredMail(Engine.start(
                    new Engine.Parts(new Engine.Making(templates, feedback), dispatcher, keeper, contacts, settings),
                    new Engine.Contents(senderDomains, events, streams, programs)));
        }
    }
}
