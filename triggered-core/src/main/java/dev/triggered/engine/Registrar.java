package dev.triggered.engine;

import dev.triggered.DeadLetterQuery;
import dev.triggered.Lane;
import dev.triggered.MessageHistory;
import dev.triggered.TriggeredException;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.StreamRegistry.Snapshot;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog that this node works by: makes changes of the registry, takes over those of other nodes, and tells them when
 * the streams are quiet here that have to be. Its thread does what nobody waits for: it reads what others changed, lets messages go
 * whose stream is live again, and acknowledges.
 */
final class Registrar implements Runnable, Courier.Versions {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final int STEP = 500;
    private static final int ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StreamRegistry registry;
    private final CatalogLoader loader;
    private final Outbox outbox;
    private final MessageLog log;
    private final TimeSource time;
    private final Outage outage = new Outage("taking over changes of streams from the store");
    private final ReentrantLock applying = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Long> letting = new HashSet<>();
    private volatile Catalog catalog = Catalog.empty();
    private @Nullable Lanes lanes;
    private long acknowledged = -1;
    private long signals;
    private boolean stale;
    private boolean unquiet = true;
    private boolean paused;
    private boolean closed;

    /**
     * @param fixed the lanes that code names, whose settings hold
     */
    Registrar(MailStore store, Launch launch, Map<String, Lane> fixed, TimeSource time) {
        this.registry = store.registry();
        this.loader = new CatalogLoader(registry, launch, fixed, this::quiet);
        this.outbox = store.outbox();
        this.log = store.log();
        this.time = time;
    }

    /** Returns the catalog that this node works by. */
    Catalog catalog() {
        return catalog;
    }

    /** Brings in what code defines, and makes the first catalog. */
    void begin(Definitions definitions) {
        Catalog begun = change(Definitions.CODE, (draft, now) -> definitions.bring(draft));
        definitions.warnOfLeft(begun.snapshot().streams());
    }

    /** Opens the lanes of the catalog, now and whenever it changes. */
    void connect(Lanes opened) {
        applying.lock();
        try {
            lanes = opened;
            opened.open(catalog.lanes());
        } finally {
            applying.unlock();
        }
    }

    /**
     * Makes a change on top of the newest catalog, as often as another one comes first; returns the catalog that has it. What the
     * edit throws goes to the caller, and nothing is changed.
     */
    Catalog change(String who, BiConsumer<Draft, Catalog> edit) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Catalog now = apply();
            Draft draft = new Draft(now.snapshot(), time.instant(), who);
            edit.accept(draft, now);
            if (draft.isEmpty()) {
                return now;
            }
            OptionalLong epoch = registry.change(draft.change());
            if (epoch.isPresent()) {
                return apply();
            }
        }
        throw new TriggeredException("other nodes change streams without end: try again");
    }

    StreamRegistry registry() {
        return registry;
    }

    /** Says that another node may have changed the registry, or acknowledged a change. */
    void look() {
        signal(() -> stale = true);
    }

    /** Says that a stream has become quiet here. */
    private void quiet() {
        signal(() -> unquiet = true);
    }

    @Override
    public Optional<LiveStream> find(QueuedMessage message) {
        Optional<LiveStream> known = catalog.of(message);
        return known.isPresent() ? known : apply().of(message);
    }

    @Override
    public void wentOn(LiveStream live) {
        signal(() -> letting.add(live.number()));
    }

    @Override
    public LiveStream.Compiled of(QueuedMessage message, LiveStream live) {
        return live.pins(message.schedule().acceptedAt())
                ? loader.version(live, message.info().version())
                : live.compiled();
    }

    /** Returns what the mail of a message was made from, if it was sent, or would be made from now. */
    LiveStream.Compiled of(MessageHistory message, LiveStream live) {
        boolean sent = message.state().isEnd() && !DeadLetterQuery.isDead(message.state());
        return sent || live.pins(message.acceptedAt())
                ? loader.version(live, message.message().version())
                : live.compiled();
    }

    /**
     * Waits until all nodes work by an epoch, with every stream quiet that has to be.
     *
     * @throws TriggeredException if that takes longer than a minute
     */
    void awaitQuiet(long epoch) {
        long left = PATIENCE.toNanos();
        while (!isAcknowledged(epoch)) {
            if (left <= 0) {
                throw new TriggeredException(
                        "nothing more is sent, but mails that a dispatcher had taken before have not"
                                + " ended after " + PATIENCE.toSeconds()
                                + " s, or a node has not answered: it gets quiet when"
                                + " these have ended");
            }
            left -= awaitChange(Math.min(left, LOOK_NANOS));
        }
    }

    private boolean isAcknowledged(long epoch) {
        lock.lock();
        try {
            if (acknowledged < epoch) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        return registry.isAcknowledged(epoch);
    }

    /** Waits until something changes, but not longer than a time; returns how long. */
    long awaitChange(long nanos) {
        lock.lock();
        try {
            long seen = signals;
            long left = nanos;
            while (seen == signals && left > 0) {
                left = changed.awaitNanos(left);
            }
            return nanos - left;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TriggeredException("interrupted while waiting for other threads; what was asked for goes on", e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what the registry holds; returns the catalog that has it. */
    private Catalog apply() {
        applying.lock();
        try {
            Snapshot snapshot = registry.read();
            Catalog before = catalog;
            if (snapshot.epoch() == before.epoch()) {
                return before;
            }
            Catalog next = loader.load(snapshot, before);
            if (lanes != null) {
                lanes.open(next.lanes());
            }
            forEachStream(next, true, live -> live.turnstile().shut());
            catalog = next;
            forEachStream(next, false, live -> live.turnstile().open());
            log.retain(times(next));
            if (lanes != null) {
                lanes.withdraw(message ->
                        next.of(message).filter(live -> live.state().isQuiet()).isPresent());
            }
            signal(() -> {
                unquiet = true;
                forEachStream(next, false, live -> {
                    if (!isLive(before, live.number())) {
                        letting.add(live.number());
                    }
                });
            });
            return next;
        } finally {
            applying.unlock();
        }
    }

    /** Returns for how long messages of streams are known, of those that say so. */
    private static Map<Long, Duration> times(Catalog catalog) {
        Map<Long, Duration> times = new HashMap<>();
        for (LiveStream live : catalog.streams()) {
            live.stream().retention().log().ifPresent(time -> times.put(live.number(), time));
        }
        return times;
    }

    private static void forEachStream(Catalog catalog, boolean quiet, Consumer<LiveStream> step) {
        catalog.streams().stream()
                .filter(live -> live.state().isQuiet() == quiet)
                .forEach(step);
    }

    private static boolean isLive(Catalog catalog, long stream) {
        return catalog.numbered(stream).filter(live -> !live.state().isQuiet()).isPresent();
    }

    @Override
    public void run() {
        while (awaitWork()) {
            try {
                takeOver();
                letGo();
                acknowledge();
                outage.over(0);
            } catch (RuntimeException e) {
                if (taken(() -> closed)) {
                    return;
                }
                int unused = outage.failed(e);
                signal(() -> paused = true);
                time.schedule(time.instant().plus(PAUSE), () -> signal(() -> paused = false));
            }
        }
    }

    /** Ends the thread. */
    void close() {
        signal(() -> closed = true);
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            while (!closed && (paused || !(stale || unquiet || !letting.isEmpty()))) {
                changed.await();
            }
            return !closed;
        } catch (InterruptedException e) {
            LOG.warn("changes of streams are not taken over any more: the thread was interrupted");
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void takeOver() {
        if (taken(() -> stale)) {
            signal(() -> stale = false);
            attempt(this::apply, () -> stale = true);
            signal(() -> unquiet = true);
        }
    }

    /** Lets messages of one stream go, a step of them. What a lane holds meanwhile is asked for once more. */
    private void letGo() {
        Long stream = next();
        if (stream == null) {
            return;
        }
        signal(() -> letting.remove(stream));
        attempt(() -> letGo(stream), () -> letting.add(stream));
    }

    private void letGo(long stream) {
        int gone = isLive(catalog, stream) ? outbox.unpark(stream, STEP) : 0;
        if (gone > 0 && lanes != null) {
            lanes.wakeAll();
        }
        if (gone == STEP) {
            signal(() -> letting.add(stream));
        }
    }

    /** Does what was noted. The note was taken down before, so that one that comes meanwhile counts, and is made again on failure. */
    private void attempt(Runnable work, Runnable note) {
        try {
            work.run();
        } catch (RuntimeException e) {
            signal(note);
            throw e;
        }
    }

    private @Nullable Long next() {
        lock.lock();
        try {
            return letting.isEmpty() ? null : letting.iterator().next();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the other nodes that this one works by its catalog, once all streams are quiet that have to be. */
    private void acknowledge() {
        if (!taken(() -> unquiet)) {
            return;
        }
        signal(() -> unquiet = false);
        Catalog now = catalog;
        boolean quiet = now.streams().stream()
                .filter(live -> live.state().isQuiet())
                .allMatch(live -> live.turnstile().isQuiet());
        if (quiet) {
            attempt(() -> registry.acknowledge(now.epoch()), () -> unquiet = true);
            signal(() -> acknowledged = now.epoch());
        }
    }

    private boolean taken(BooleanSupplier flag) {
        lock.lock();
        try {
            return flag.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private void signal(Runnable step) {
        lock.lock();
        try {
            step.run();
            signals++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
