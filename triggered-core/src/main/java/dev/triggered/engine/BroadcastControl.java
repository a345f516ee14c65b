package dev.triggered.engine;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.Broadcasts;
import dev.triggered.ConflictException;
import dev.triggered.Recipients;
import dev.triggered.engine.BroadcastRun.Surroundings;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.BroadcastStore.Begun;
import dev.triggered.spi.BroadcastStore.Entry;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Begins broadcasts, and finds them. Thread-safe. */
final class BroadcastControl implements Broadcasts {
    private static final int LISTED = 1_000;

    private final Control control;
    private final BroadcastStore store;
    private final BroadcastRuns runs;
    private final Sender sender;
    private final TimeSource time;
    private final Map<Long, SeenKeys> seen = new ConcurrentHashMap<>();

    BroadcastControl(Control control, BroadcastStore store, BroadcastRuns runs, Sender sender, TimeSource time) {
        this.control = control;
        this.store = store;
        this.runs = runs;
        this.sender = sender;
        this.time = time;
    }

    /** Begins a broadcast, or goes on with one. */
    Broadcast start(String streamName, Recipients recipients, BroadcastOptions options) {
        LiveStream live = control.catalog().stream(streamName)
                .orElseThrow(() -> new IllegalArgumentException("no stream is named '" + streamName + "'"));
        String id = options.id().orElseGet(() -> sender.ids.next(time.instant()).value());
        Optional<Entry> known = store.find(id);
        known.ifPresent(entry -> requireSame(entry, live));
        if (known.filter(BroadcastControl::isOver).isPresent()) {
            watch(known.get(), options);
            return handle(known.get());
        }
        BroadcastRules.check(live, known.isEmpty());
        if (!runs.reserve(id)) {
            throw new ConflictException("broadcast '" + id + "' runs in this process already: find it by its id");
        }
        try {
            return handle(begin(id, live, BroadcastReader.open(recipients), options));
        } finally {
            runs.release(id);
        }
    }

    /** Has the options' listener hear of a broadcast whose recipients were all read, as long as messages of it wait. */
    private void watch(Entry entry, BroadcastOptions options) {
        boolean waits =
                entry.standing().stage() == Stage.READ && entry.standing().waits();
        if (waits && runs.reserve(entry.id())) {
            try {
                runs.start(entry.id(), run(new Begun.Known(entry), entry, BroadcastReader.ofNobody(), options));
            } finally {
                runs.release(entry.id());
            }
        }
    }

    private Entry begin(String id, LiveStream live, BroadcastReader reader, BroadcastOptions options) {
        boolean started = false;
        try {
            Begun begun = store.begin(id, live.number(), time.instant());
            Entry entry = requireFree(begun, live);
            if (!isOver(entry)) {
                runs.start(id, run(begun, entry, reader, options));
                started = true;
            }
            return entry;
        } finally {
            if (!started) {
                reader.close();
            }
        }
    }

    private BroadcastRun run(Begun begun, Entry entry, BroadcastReader reader, BroadcastOptions options) {
        Optional<SeenKeys> keys = sender.forgetful
                ? Optional.of(seen.computeIfAbsent(entry.number(), number -> new SeenKeys()))
                : Optional.empty();
        BroadcastMails mails = new BroadcastMails(sender.gate, sender.intake, entry.number(), keys);
        Surroundings around = new Surroundings(store, control::catalog, time, this::ended);
        return new BroadcastRun(around, begun, reader, mails, options);
    }

    private void ended(BroadcastRun run) {
        Entry entry = run.entry();
        if (isOver(entry)) {
            seen.remove(entry.number());
        }
        runs.ended(entry.id());
    }

    private static void requireSame(Entry entry, LiveStream live) {
        if (entry.stream() != live.number()) {
            throw new ConflictException("broadcast '" + entry.id() + "' is one of another stream than '"
                    + live.stream().name() + "': choose another id");
        }
    }

    private static Entry requireFree(Begun begun, LiveStream live) {
        if (begun instanceof Begun.Busy busy) {
            throw new ConflictException("stream '" + live.stream().name() + "' is being broadcast as '"
                    + busy.entry().id() + "': wait for its end, or cancel it");
        }
        return begun instanceof Begun.Taken taken ? taken.entry() : ((Begun.Known) begun).entry();
    }

    private static boolean isOver(Entry entry) {
        Stage stage = entry.standing().stage();
        return stage == Stage.READ || stage == Stage.CANCELLED;
    }

    @Override
    public List<Broadcast> list() {
        return store.list(LISTED).stream().map(this::handle).toList();
    }

    @Override
    public Optional<Broadcast> find(String id) {
        return store.find(id).map(this::handle);
    }

    private Broadcast handle(Entry entry) {
        return new BroadcastHandle(entry, control, store, runs, time);
    }

    /** Has those that run here end. */
    void close() {
        runs.close();
    }

    /**
     * What broadcasts are sent by.
     *
     * @param gate rules over their rows
     * @param intake takes their mails in
     * @param ids makes the ids of those that the host gives none
     * @param forgetful whether the store forgets who was written to
     */
    record Sender(Gate gate, Intake intake, MessageIds ids, boolean forgetful) {}
}
