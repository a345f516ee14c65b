package dev.triggered.tracking.intake;

import dev.triggered.FeedbackSettings;
import dev.triggered.TriggeredMail;
import dev.triggered.feedback.Feedback;
import dev.triggered.spi.MailInstrument;
import dev.triggered.spi.TimeSource;
import dev.triggered.tracking.BounceReader;
import dev.triggered.tracking.TrackingKeys;
import dev.triggered.tracking.response.ResponseSink;
import dev.triggered.tracking.response.ResponseTracking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The door: how mails are marked so that what comes back is known again, and where it comes back to. Immutable.
 *
 * <pre>{@code
 * MailTracking tracking = MailTracking.signedBy(keys)
 *         .links("https://click.acme.example/t/")
 *         .returnPaths("bounces@acme.example")
 *         .mailbox(ImapMailbox.at("imap.acme.example").login("bounces", secret).build())
 *         .build();
 * TriggeredMail mail = TriggeredMail.builder().feedback(tracking.settings())...start();
 * ConnectedTracking connected = tracking.connect(mail);
 * }</pre>
 */
public final class MailTracking {
    private final TrackingKeys keys;
    private final Optional<Links> links;
    private final Optional<VerpReturnPaths> returnPaths;
    private final Incoming incoming;
    private final Threads threads;

    private MailTracking(Builder builder) {
        this.keys = builder.keys;
        this.links = builder.links;
        this.returnPaths = builder.returnPaths;
        this.incoming = new Incoming(List.copyOf(builder.mailboxes), builder.window);
        this.threads = new Threads(builder.time, builder.threads);
    }

    private record Links(String base, boolean inText, MailInstrument instrument) {
        static Links at(String base, boolean inText, TrackingKeys keys) {
            return new Links(
                    base, inText, responses(base, inText, keys, nothing -> {}).instrument());
        }

        ResponseTracking.Builder responses(TrackingKeys keys, ResponseSink sink) {
            return responses(base, inText, keys, sink);
        }

        private static ResponseTracking.Builder responses(
                String base, boolean inText, TrackingKeys keys, ResponseSink sink) {
            ResponseTracking.Builder responses = ResponseTracking.at(base, keys, sink);
            return inText ? responses.textLinks() : responses;
        }
    }

    private record Incoming(List<BounceMailbox> mailboxes, Duration window) {}

    private record Threads(TimeSource time, ThreadFactory factory) {}

    /**
     * Begins to configure.
     *
     * @param keys what links and return paths are signed with, the same on all nodes
     * @return a builder
     */
    public static Builder signedBy(TrackingKeys keys) {
        return new Builder(keys);
    }

    /**
     * Returns what the mails need that are sent: signed links, return paths, and a reader of refusals.
     *
     * @return settings for {@link TriggeredMail.Builder#feedback}, whose other values are the standard ones
     */
    public FeedbackSettings settings() {
        FeedbackSettings settings =
                FeedbackSettings.standard().refusals(BounceReader.standard().refusals());
        if (links.isPresent()) {
            settings = settings.instrument(links.get().instrument());
        }
        return returnPaths.isPresent() ? settings.returnPaths(returnPaths.get()) : settings;
    }

    /**
     * Begins to take in what comes back, and to read the mailboxes, each on a thread of its own.
     *
     * @param mail who sends, with the {@link #settings()} of this
     * @return what takes in, to be closed before the {@link TriggeredMail}
     */
    public ConnectedTracking connect(TriggeredMail mail) {
        Feedback feedback = mail.feedback();
        BounceIntake intake =
                new BounceIntake(feedback, mail.messages(), new References(returnPaths), incoming.window, threads.time);
        List<ConnectedTracking.Worker> workers = new ArrayList<>();
        for (BounceMailbox mailbox : incoming.mailboxes) {
            MailboxReader reader = new MailboxReader(mailbox, intake, threads.time);
            Thread thread = threads.factory.newThread(reader);
            workers.add(new ConnectedTracking.Worker(reader, thread));
            thread.start();
        }
        return new ConnectedTracking(intake, workers, links.map(each -> start(each, feedback)));
    }

    private ResponseTracking start(Links tracked, Feedback feedback) {
        return tracked.responses(keys, feedback::record)
                .clock(threads.time)
                .threads(threads.factory)
                .start();
    }

    /** The clock of the system. */
    private static final class SystemTime implements TimeSource {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void schedule(Instant due, Runnable task) {
            long millis = Math.max(0, Duration.between(instant(), due).toMillis());
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(task);
        }
    }

    /** Configures a {@link MailTracking}. Not thread-safe. */
    public static final class Builder {
        private static final char STANDARD_SEPARATOR = '+';
        private static final Duration STANDARD_WINDOW = Duration.ofDays(7);

        private final TrackingKeys keys;
        private final List<BounceMailbox> mailboxes = new ArrayList<>();
        private Optional<Links> links = Optional.empty();
        private Optional<VerpReturnPaths> returnPaths = Optional.empty();
        private Duration window = STANDARD_WINDOW;
        private TimeSource time = new SystemTime();
        private ThreadFactory threads = Builder::daemon;

        private Builder(TrackingKeys keys) {
            this.keys = keys;
        }

        /**
         * Tracks the links in the HTML of mails, and that they are looked at, as far as a stream {@linkplain dev.triggered.Tracking says};
         * nothing by default.
         *
         * @param base what stands before each token, such as {@code https://click.acme.example/t/}: an address of the web that ends with
         *     a slash, and under which {@link ConnectedTracking#handle} is asked
         * @return this builder
         */
        public Builder links(String base) {
            return links(base, false);
        }

        /**
         * Tracks the links of mails, those in plain text, which become long there, too.
         *
         * @param base as for {@link #links(String)}
         * @return this builder
         */
        public Builder allLinks(String base) {
            return links(base, true);
        }

        private Builder links(String base, boolean inText) {
            this.links = Optional.of(Links.at(base, inText, keys));
            return this;
        }

        /**
         * Gives each message a signed return path of its own, such as {@code bounces+MARK@acme.example} with a mark of 44 characters; by
         * default it is the address of the stream's sender.
         *
         * @param mailbox where they are all delivered to, such as {@code bounces@acme.example}, with at most 19 characters before the
         *     {@code @}: mail to an address of the mailbox with a plus and more (subaddressing, RFC 5233) has to go there
         * @return this builder
         * @throws dev.triggered.InvalidAddressException if it is no address
         */
        public Builder returnPaths(String mailbox) {
            return returnPaths(mailbox, STANDARD_SEPARATOR);
        }

        /**
         * Gives each message a signed return path of its own, with another separator.
         *
         * @param mailbox as for {@link #returnPaths(String)}
         * @param separator what stands before the mark: one of {@code + - = _}
         * @return this builder
         * @throws dev.triggered.InvalidAddressException if it is no address
         */
        public Builder returnPaths(String mailbox, char separator) {
            this.returnPaths = Optional.of(VerpReturnPaths.at(mailbox, separator, keys));
            return this;
        }

        /**
         * Adds a mailbox to read.
         *
         * @param mailbox where mails that come back are delivered to
         * @return this builder
         */
        public Builder mailbox(BounceMailbox mailbox) {
            mailboxes.add(mailbox);
            return this;
        }

        /**
         * Sets how long after a message was sent a mail that only names its address can be about it.
         *
         * @param time how long; 7 days by default, zero for never
         * @return this builder
         */
        public Builder window(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("nothing comes back before it was sent: " + time);
            }
            this.window = time;
            return this;
        }

        /**
         * Sets what tells the time.
         *
         * @param source the time; that of the system by default
         * @return this builder
         */
        public Builder time(TimeSource source) {
            this.time = source;
            return this;
        }

        /**
         * Sets what makes the threads: one for each mailbox, and one that records responses where links are tracked.
         *
         * @param factory the factory; one of daemon threads by default
         * @return this builder
         */
        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /**
         * Ends the configuration.
         *
         * @return the tracking, which has no threads yet
         */
        public MailTracking build() {
            return new MailTracking(this);
        }

        private static Thread daemon(Runnable task) {
            Thread thread = new Thread(task, "triggered-tracking");
            thread.setDaemon(true);
            return thread;
        }
    }
}
