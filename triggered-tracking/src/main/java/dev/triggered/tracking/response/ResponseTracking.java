package dev.triggered.tracking.response;

import dev.triggered.feedback.Response;
import dev.triggered.spi.MailInstrument;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: puts signed links into mails, leads readers from there to where they want to go, and records that they did, with whether it
 * was a person or a machine and roughly with what, and nothing else of who asked. Thread-safe; has one thread, which records.
 */
public final class ResponseTracking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseTracking.class);
    private static final long LONGEST_END_MILLIS = 10_000;

    /** A transparent image of one pixel. */
    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final LinkTokens tokens;
    private final MailInstrument instrument;
    private final MachineRules rules = MachineRules.standard();
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ResponseRecorder recorder;
    private final Thread recording;

    private ResponseTracking(Builder builder) {
        this.tokens = new LinkTokens(builder.keys);
        this.instrument = new Instruments(builder.base, tokens, builder.textLinks);
        this.clock = builder.clock;
        this.random = new SecureRandom();
        this.recorder = new ResponseRecorder(builder.sink, clock, builder.queue);
        this.recording = builder.threads.newThread(recorder);
    }

    /**
     * Begins to configure.
     *
     * @param base what stands before each token, such as {@code https://click.acme.example/t/}: an address of the web that ends with a
     *     slash, and under which {@link #handle} is asked
     * @param keys what the links are signed with
     * @param sink where responses are recorded
     * @return a builder
     */
    public static Builder at(String base, TrackingKeys keys, ResponseSink sink) {
        return new Builder(base, keys, sink);
    }

    /**
     * Returns what changes the mails of tracked streams.
     *
     * @return the instrument, for {@link dev.triggered.TriggeredMail.Builder#instrument}
     */
    public MailInstrument instrument() {
        return instrument;
    }

    /**
     * Answers a reader's client: with the way to the target of a link, an image for an open, 404 for what was not signed here, or 405 for
     * another method than {@code GET} and {@code HEAD}. Neither waits for the sink nor throws what it throws.
     *
     * @param request what is asked for
     * @return the answer
     */
    public TrackingResponse handle(TrackingRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return TrackingResponse.methodNotAllowed();
        }
        Optional<LinkToken> token = tokens.read(request.token());
        if (token.isEmpty()) {
            return TrackingResponse.notFound();
        }
        recorder.offer(heard(request, token.get()));
        return token.get()
                .link()
                .map(link -> TrackingResponse.redirect(link.target()))
                .orElseGet(() -> TrackingResponse.image(PIXEL));
    }

    private Heard heard(TrackingRequest request, LinkToken token) {
        Instant now = clock.instant();
        boolean click = token.link().isPresent();
        MachineRules.Judgement who = rules.judge(request, click, Duration.between(token.sent(), now));
        int number = token.link().map(LinkToken.Link::number).orElse(0);
        int links = token.link().map(LinkToken.Link::count).orElse(0);
        return new Heard(new Response(random.nextLong(), token.message(), number, now, who.by(), who.client()), links);
    }

    /**
     * Returns how many responses were not recorded, because too many waited or the sink failed to the end.
     *
     * @return the number since the start
     */
    public long dropped() {
        return recorder.dropped();
    }

    /** Records what is there, for at most ten seconds. Requests are still answered after that, and not recorded. */
    @Override
    public void close() {
        recorder.close();
        try {
            recording.join(LONGEST_END_MILLIS);
            if (recording.isAlive()) {
                LOG.warn("the sink of responses does not come back: what waits for it may be lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Configures a {@link ResponseTracking}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern BASE =
                Pattern.compile("https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/(?:[A-Za-z0-9._~-]+/)*");
        private static final int STANDARD_QUEUE = 10_000;

        private final String base;
        private final TrackingKeys keys;
        private final ResponseSink sink;
        private boolean textLinks;
        private int queue = STANDARD_QUEUE;
        private InstantSource clock = InstantSource.system();
        private ThreadFactory threads = Builder::daemon;

        private Builder(String base, TrackingKeys keys, ResponseSink sink) {
            if (!BASE.matcher(base).matches()) {
                throw new IllegalArgumentException("an address such as https://click.acme.example/t/ is needed, which"
                        + " ends with a slash: '" + base + "'");
            }
            this.base = base;
            this.keys = keys;
            this.sink = sink;
        }

        /**
         * Tracks links in plain text too, which become long there; by default only those in HTML.
         *
         * @return this builder
         */
        public Builder textLinks() {
            this.textLinks = true;
            return this;
        }

        /**
         * Sets how many responses may wait to be recorded; up to twice as many are kept in memory.
         *
         * @param responses at least 1; 10,000 by default
         * @return this builder
         */
        public Builder queue(int responses) {
            if (responses < 1) {
                throw new IllegalArgumentException("at least one response has to fit into the queue: " + responses);
            }
            this.queue = responses;
            return this;
        }

        /**
         * Sets what tells the time.
         *
         * @param source the clock; that of the system by default
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Sets what makes the thread.
         *
         * @param factory the factory; one of daemon threads by default
         * @return this builder
         */
        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /**
         * Starts to track.
         *
         * @return the tracking, to be closed behind the {@link dev.triggered.TriggeredMail} that it is registered with
         */
        public ResponseTracking start() {
            ResponseTracking tracking = new ResponseTracking(this);
            tracking.recording.start();
            return tracking;
        }

        private static Thread daemon(Runnable task) {
            Thread thread = new Thread(task, "triggered-responses");
            thread.setDaemon(true);
            return thread;
        }
    }
}
