package dev.triggered.smtp;

import dev.triggered.Lane;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Sends through SMTP relays (RFC 5321), each lane over connections of its own that are kept open. Thread-safe.
 *
 * <pre>{@code
 * Dispatcher dispatcher = SmtpDispatcher.to(SmtpRelay.at("smtp.acme.example", 587).login("user", secret).build())
 *         .build();
 * }</pre>
 *
 * <p>Connections, and two daemon threads for each, are made when there is a mail for them. What keeps a connection from being
 * made, a refused login included, defers the mail, because it is not the mail's fault. A mail whose last byte was written and
 * whose reply never came is uncertain.
 */
public final class SmtpDispatcher implements Dispatcher {
    private static final Duration AFTER_THE_CUT = Duration.ofSeconds(1);

    private final Relays relays;
    private final Sending sending;
    private final Shares shares;
    private final ThreadFactory threads;
    private final Duration closeLimit;
    private final ScheduledThreadPoolExecutor scheduler;
    private final List<SmtpLane> lanes = new ArrayList<>();
    private boolean closed;

    private SmtpDispatcher(Builder builder) {
        this.threads = builder.threads;
        this.closeLimit = Collections.max(limits(builder.relays, SmtpTimeouts::close));
        this.scheduler = new ScheduledThreadPoolExecutor(1, task -> thread("triggered-smtp-watchdog", task));
        Duration shortest = Collections.min(limits(builder.relays, SmtpTimeouts::shortest));
        Watchdog watchdog = new Watchdog(scheduler, System::nanoTime, shortest);
        this.relays = new Relays(builder.relays, watchdog, builder.clock, builder.random);
        this.shares = new Shares(Math.min(builder.connections, relays.most()));
        this.sending = new Sending(
                relays.preferred(),
                new ByteComposer(new DkimSigner(builder.dkim)),
                relays,
                builder.policy,
                builder.clock);
    }

    /**
     * Begins a dispatcher. Which relay a connection goes to is decided by {@link SmtpRelay.Builder#priority} and {@link
     * SmtpRelay.Builder#weight}, not by the order here.
     *
     * @param first a relay that takes the mails
     * @param others more of them
     * @return a builder
     */
    public static Builder to(SmtpRelay first, SmtpRelay... others) {
        List<SmtpRelay> relays = new ArrayList<>(List.of(others));
        relays.add(0, first);
        return new Builder(List.copyOf(relays));
    }

    /**
     * Opens a lane.
     *
     * @throws IllegalArgumentException if what the lanes reserve, and one connection for each, exceeds what {@link
     *     Builder#connections} and {@link SmtpRelay.Builder#connections} permit
     */
    @Override
    public LaneDispatcher open(Lane lane) {
        synchronized (lanes) {
            if (closed) {
                throw new IllegalStateException("this dispatcher was closed");
            }
            SmtpLane opened = new SmtpLane(lane, sending, shares, this::start);
            lanes.add(opened);
            return opened;
        }
    }

    @Override
    public void compose(OutgoingMail mail, OutputStream out) throws IOException {
        try (ComposedMail composed = sending.composer().compose(mail, new MailBuffer())) {
            composed.writeTo(out);
        }
    }

    /**
     * Ends what is on the wire, within the longest {@link SmtpTimeouts#close()} of its relays and one second more, and closes all connections. A mail that
     * has not ended by then is deferred, or uncertain if the relay may have it. Closing twice does nothing.
     */
    @Override
    public void close() {
        synchronized (lanes) {
            if (closed) {
                return;
            }
            closed = true;
        }
        lanes.forEach(SmtpLane::close);
        awaitEnd(closeLimit);
        lanes.forEach(SmtpLane::cut);
        awaitEnd(AFTER_THE_CUT);
        lanes.forEach(SmtpLane::abandon);
        scheduler.shutdownNow();
    }

    /** Shows the relays, the most preferred one first. */
    @Override
    public String toString() {
        return "SmtpDispatcher" + relays;
    }

    private void awaitEnd(Duration limit) {
        long left = limit.toNanos();
        for (SmtpLane lane : lanes) {
            left = lane.awaitEnd(left);
        }
    }

    private static List<Duration> limits(List<SmtpRelay> relays, Function<SmtpTimeouts, Duration> limit) {
        return relays.stream().map(relay -> limit.apply(relay.timeouts())).toList();
    }

    private void start(String name, Runnable worker) {
        thread(name, worker).start();
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = threads.newThread(task);
        thread.setName(name);
        thread.setDaemon(true);
        return thread;
    }

    /** Collects the settings of a dispatcher. Not thread-safe. */
    public static final class Builder {
        private final List<SmtpRelay> relays;
        private PoolPolicy policy = PoolPolicy.standard();
        private InstantSource clock = InstantSource.system();
        private ThreadFactory threads = StandardThreads.factory();
        private int connections = Integer.MAX_VALUE;
        private RandomGenerator random = new SplittableRandom();
        private List<DkimKey> dkim = List.of();

        private Builder(List<SmtpRelay> relays) {
            this.relays = relays;
        }

        /**
         * Decides how long connections are kept open.
         *
         * @param policy the policy; {@link PoolPolicy#standard()} unless given
         * @return this builder
         */
        public Builder pool(PoolPolicy policy) {
            this.policy = policy;
            return this;
        }

        /**
         * Limits how many connections there are at once, in all lanes together. Lanes that have less than their own because of it
         * divide the connections in proportion to those; none gets less than it reserves, or than one.
         *
         * @param most at least 1; as many as the lanes own together unless given, and never more
         * @return this builder
         */
        public Builder connections(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("a dispatcher has at least 1 connection: " + most);
            }
            this.connections = most;
            return this;
        }

        /**
         * Sets the clock that the ages of connections and the pauses of relays are measured by.
         *
         * @param clock the clock; the system's unless given
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Sets where threads come from. They are named {@code triggered-smtp-LANE-NUMBER}, with
         * {@code -replies} behind it for the one that reads, and become daemons.
         *
         * @param factory makes threads that are not started yet; virtual ones from Java 25 on, else platform threads, unless given
         * @return this builder
         */
        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /**
         * Sets the chance that decides between relays of the same priority.
         *
         * @param generator asked by one thread at a time; one with a seed of its own unless given
         * @return this builder
         */
        public Builder random(RandomGenerator generator) {
            this.random = generator;
            return this;
        }

        /**
         * Signs mails by DKIM (RFC 6376), relaxed/relaxed, with each key whose domain is that of {@code From} or one above it. A
         * mail for which there is none goes unsigned, which is logged once for its domain.
         *
         * <p>A mail whose attachments are too large to be held is read twice: for the signature, before the relay is told about it,
         * and for the relay. If an attachment is not the same the second time, the mail is refused and never ended on the wire.
         *
         * @param keys the keys, no two of them with the same selector and domain; none unless given
         * @return this builder
         */
        public Builder dkim(DkimKey... keys) {
            this.dkim = List.of(keys);
            return this;
        }

        /**
         * Makes the dispatcher. It connects to nothing yet.
         *
         * @return the dispatcher
         * @throws IllegalArgumentException if two DKIM keys have the same selector and domain
         */
        public SmtpDispatcher build() {
            return new SmtpDispatcher(this);
        }
    }
}
