package dev.triggered.engine;

import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastProgress;
import dev.triggered.InvalidRecipientsException;
import dev.triggered.OverloadedException;
import dev.triggered.Recipients.Row;
import dev.triggered.RejectedRow;
import dev.triggered.StoreException;
import dev.triggered.StreamState;
import dev.triggered.TriggeredException;
import dev.triggered.engine.BroadcastMails.Fate;
import dev.triggered.engine.BroadcastMails.Kind;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.BroadcastStore.Begun;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.BroadcastStore.Life;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.BroadcastStore.Tally;
import dev.triggered.spi.BroadcastStore.Waiting;
import dev.triggered.spi.TimeSource;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one broadcast on a thread of its own: reads its recipients and triggers their mails, as long as not too many wait, and watches
 * until all have ended. Where another node runs it, this one stands by.
 */
final class BroadcastRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastRun.class);
    private static final int BATCH = 200;
    /** How many times as many messages may wait for another attempt as for their first one. */
    private static final int RETRIED = 10;

    private final Surroundings around;
    private final BroadcastReader reader;
    private final BroadcastMails mails;
    private final BroadcastOptions options;
    private final Pauses pauses;
    private final Outage outage;
    private final BroadcastCounts counts = new BroadcastCounts();
    private BroadcastMeter meter;
    private Waiting waiting = new Waiting(0, 0);
    private long owner;
    private volatile Entry entry;
    private volatile BroadcastProgress progress;

    /**
     * @param begun the broadcast, which this node runs or has to stand by
     */
    BroadcastRun(
            Surroundings around, Begun begun, BroadcastReader reader, BroadcastMails mails, BroadcastOptions options) {
        this.around = around;
        this.reader = reader;
        this.mails = mails;
        this.options = options;
        this.entry = entry(begun);
        this.owner =
                begun instanceof Begun.Taken taken ? taken.entry().standing().owner() : 0;
        this.pauses = new Pauses(around.time);
        this.outage = new Outage("broadcast '" + entry.id() + "': working with the store");
        this.meter = new BroadcastMeter(around.time.instant(), entry.tally().accepted());
        this.progress = BroadcastMeter.progress(entry, 0, 0);
    }

    private static Entry entry(Begun begun) {
        return begun instanceof Begun.Taken taken ? taken.entry() : ((Begun.Known) begun).entry();
    }

    Entry entry() {
        return entry;
    }

    BroadcastProgress progress() {
        return progress;
    }

    /** Has it look at the store at once. */
    void wake() {
        pauses.wake();
    }

    /** Has it end as soon as it can; somebody else may go on with it. */
    void close() {
        pauses.close();
    }

    @Override
    public void run() {
        try {
            work();
        } catch (RuntimeException | Error e) {
            LOG.error("broadcast '{}' died", entry.id(), e);
            giveUp("it died: " + e);
        } finally {
            reader.close();
            around.whenEnded.accept(this);
        }
    }

    private void work() {
        LOG.info("broadcast '{}' begins", entry.id());
        look();
        meter = new BroadcastMeter(now(), entry.tally().accepted() - waiting.all());
        if (owner != 0) {
            begin();
        }
        while (isReading()) {
            if (owner == 0) {
                standBy();
            } else {
                step();
            }
        }
        leave();
        while (!pauses.isClosed()
                && entry.standing().stage() == Stage.READ
                && entry.standing().waits()) {
            rest();
        }
        tell();
        LOG.info("broadcast '{}' is {}: {}", entry.id(), progress.state(), progress.counts());
    }

    /** Says whether recipients are read still, as far as this knows; what it was woken for it knows. */
    private boolean isReading() {
        if (pauses.wasWoken()) {
            refresh();
        }
        return !pauses.isClosed() && entry.standing().stage() == Stage.READING;
    }

    /** Takes over what earlier runs have accepted. */
    private void begin() {
        ask(() -> around.store.outcomes(entry.number())).ifPresent(outcomes -> counts.begin(outcomes.values()));
        look();
        meter = new BroadcastMeter(now(), tally().accepted() - waiting.all());
    }

    /** Waits until the node that runs it ends, and goes on in its place. */
    private void standBy() {
        rest();
        if (isReading() && entry.standing().owner() == 0) {
            ask(() -> around.store.begin(entry.id(), entry.stream(), now())).ifPresent(begun -> {
                if (begun instanceof Begun.Taken taken) {
                    entry = taken.entry();
                    owner = entry.standing().owner();
                    begin();
                }
            });
        }
    }

    private void step() {
        Optional<LiveStream> live = around.catalog.get().numbered(entry.stream());
        List<String> faults = live.map(BroadcastRules::faults).orElseGet(() -> List.of("its stream was deleted"));
        if (!faults.isEmpty()) {
            fail(String.join("; ", faults));
        } else if (reader.isExhausted() || mayFeed(live.get())) {
            feed();
        } else {
            rest();
        }
    }

    private boolean mayFeed(LiveStream live) {
        look();
        return !entry.standing().paused()
                && live.state() != StreamState.STOPPED
                && waiting.fresh() + BATCH <= options.ahead()
                && waiting.retried() < (long) RETRIED * options.ahead();
    }

    private void look() {
        ask(() -> around.store.waiting(entry.number(), RETRIED * options.ahead()))
                .ifPresent(found -> waiting = found);
    }

    private void feed() {
        List<Row> rows;
        try {
            rows = reader.read(BATCH);
        } catch (InvalidRecipientsException e) {
            fail(String.valueOf(e.getMessage()));
            return;
        }
        if (rows.isEmpty()) {
            end(Stage.READ, "");
            return;
        }
        long before = counts.accepted();
        IdentityHashMap<Row, Fate> fates = new IdentityHashMap<>();
        send(
                rows.stream()
                        .filter(Row.Good.class::isInstance)
                        .map(Row.Good.class::cast)
                        .toList(),
                fates);
        rows.forEach(row -> count(row, fates));
        waiting = new Waiting(waiting.fresh() + counts.accepted() - before, waiting.retried());
        pauses.moved();
        record();
    }

    /** Triggers the mails of rows, as often as it takes, and says what became of them: of none that was left. */
    private void send(List<Row.Good> rows, IdentityHashMap<Row, Fate> fates) {
        while (isReading() && !rows.isEmpty()) {
            Optional<LiveStream> live = around.catalog.get().numbered(entry.stream());
            if (live.isEmpty() || live.get().state() == StreamState.STOPPED) {
                rest();
            } else if (sent(live.get(), rows, fates)) {
                return;
            }
        }
    }

    private boolean sent(LiveStream live, List<Row.Good> rows, IdentityHashMap<Row, Fate> fates) {
        try {
            List<Fate> answers = mails.send(live, rows, now());
            outage.over(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                fates.put(rows.get(i), answers.get(i));
            }
            return true;
        } catch (OverloadedException e) {
            LOG.debug("broadcast '{}' waits for room", entry.id(), e);
            rest();
            return apart(rows, fates);
        } catch (StoreException e) {
            if (!e.retryable()) {
                throw e;
            }
            int unused = outage.failed(e);
            pauses.longRest();
            return false;
        } catch (RuntimeException e) {
            if (rows.size() == 1) {
                fates.put(rows.get(0), new Fate(Kind.REJECTED, "it could not be kept: " + e));
                return true;
            }
            return apart(rows, fates);
        }
    }

    /** Triggers the mails of two halves, one after the other; {@code false} for a single row. */
    private boolean apart(List<Row.Good> rows, IdentityHashMap<Row, Fate> fates) {
        int half = rows.size() / 2;
        if (half == 0) {
            return false;
        }
        send(rows.subList(0, half), fates);
        send(rows.subList(half, rows.size()), fates);
        return true;
    }

    /** Counts a row, and says so where it is rejected; does nothing where it was left. */
    private void count(Row row, IdentityHashMap<Row, Fate> fates) {
        if (row instanceof Row.Bad bad) {
            reject(row, bad.recipient(), bad.reason());
        } else if (row instanceof Row.Good good && fates.containsKey(good)) {
            Fate fate = fates.get(good);
            if (fate.kind() == Kind.REJECTED) {
                reject(row, good.trigger().recipient().label(), fate.reason());
            } else {
                counts.add(fate);
            }
        }
    }

    private void reject(Row row, String recipient, String reason) {
        counts.add(new Fate(Kind.REJECTED, reason));
        LOG.debug("broadcast '{}' rejects line {}: {}", entry.id(), row.line(), reason);
        call(options.rejected(), new RejectedRow(row.line(), recipient, reason));
    }

    private void record() {
        ask(() -> around.store.record(entry.number(), owner, tally(), now()))
                .ifPresent(recorded -> recorded.ifPresentOrElse(next -> entry = next, () -> {
                    LOG.warn("broadcast '{}' is run by another node now; this one stands by", entry.id());
                    owner = 0;
                    refresh();
                }));
        tell();
    }

    /** Waits a little, and looks what others have changed meanwhile. */
    private void rest() {
        pauses.rest();
        refresh();
        look();
        tell();
    }

    private void refresh() {
        ask(() -> around.store.find(entry.id())).ifPresent(found -> entry = found.orElse(entry));
    }

    private void fail(String fault) {
        LOG.warn("broadcast '{}' ends: {}", entry.id(), fault);
        end(Stage.FAILED, fault);
    }

    private void end(Stage stage, String fault) {
        Tally tally = tally();
        ask(() -> {
            around.store.end(entry.number(), owner, new Life(stage, fault, now()), tally);
            return true;
        });
        owner = 0;
        refresh();
    }

    /** Lets go of a broadcast that was cancelled, or that somebody else is to go on with. */
    private void leave() {
        if (owner != 0) {
            end(Stage.READING, "");
        }
    }

    private void giveUp(String fault) {
        try {
            if (owner != 0) {
                around.store.end(entry.number(), owner, new Life(Stage.FAILED, fault, now()), tally());
            }
        } catch (RuntimeException e) {
            LOG.warn("broadcast '{}' could not be put on record as failed", entry.id(), e);
        }
    }

    private Tally tally() {
        return counts.tally(reader.position());
    }

    private Instant now() {
        return around.time.instant();
    }

    /** Asks the store as often as it takes; empty where this is closed and the store is away. */
    private <T> Optional<T> ask(Supplier<T> question) {
        while (true) {
            try {
                T answer = question.get();
                outage.over(0);
                return Optional.of(answer);
            } catch (TriggeredException e) {
                if (pauses.isClosed()) {
                    return Optional.empty();
                }
                if (!e.retryable()) {
                    throw e;
                }
                int unused = outage.failed(e);
                pauses.longRest();
            }
        }
    }

    private void tell() {
        progress = meter.progress(entry, waiting.all(), now());
        call(options.progress(), progress);
    }

    private <T> void call(Consumer<T> listener, T news) {
        try {
            listener.accept(news);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener of broadcast '{}' failed", entry.id(), e);
        }
    }

    /**
     * What is around a broadcast.
     *
     * @param store where it is kept
     * @param catalog the streams as they are now
     * @param time the engine's time
     * @param whenEnded is told at the end of a run
     */
    record Surroundings(
            BroadcastStore store, Supplier<Catalog> catalog, TimeSource time, Consumer<BroadcastRun> whenEnded) {}
}
