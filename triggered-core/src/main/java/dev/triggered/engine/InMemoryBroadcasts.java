package dev.triggered.engine;

import dev.triggered.MessageState;
import dev.triggered.spi.BroadcastStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Broadcasts in memory, of this process alone. Everything happens under one lock. */
final class InMemoryBroadcasts implements BroadcastStore {
    private static final long OWNER = 1;

    private final BroadcastTallies tallies;
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();

    InMemoryBroadcasts(BroadcastTallies tallies) {
        this.tallies = tallies;
    }

    @Override
    public synchronized Begun begin(String id, long stream, Instant at) {
        Entry known = byId(id);
        if (known != null && isOver(known)) {
            return new Begun.Known(seen(known));
        }
        long of = known == null ? stream : known.stream();
        Optional<Entry> other = entries.values().stream()
                .filter(entry -> entry.stream() == of
                        && entry.standing().owner() != 0
                        && !entry.id().equals(id))
                .findFirst();
        if (other.isPresent()) {
            return new Begun.Busy(seen(other.get()));
        }
        long number = known == null ? entries.size() + 1L : known.number();
        Instant started = known == null ? at : known.standing().startedAt();
        boolean paused = known != null && known.standing().paused();
        Standing running = new Standing(new Life(Stage.READING, "", at), paused, OWNER, false, started);
        Entry taken = new Entry(number, id, of, running, known == null ? Tally.NOTHING : known.tally());
        entries.put(number, taken);
        return new Begun.Taken(seen(taken));
    }

    /** Says whether it does something by itself, or would if it was not paused or interrupted. */
    private boolean goesOn(Entry entry) {
        Stage stage = entry.standing().stage();
        return stage == Stage.READING || (stage == Stage.READ && waits(entry.number()));
    }

    private static boolean isOver(Entry entry) {
        Stage stage = entry.standing().stage();
        return stage == Stage.READ || stage == Stage.CANCELLED;
    }

    /** Returns the id of a broadcast; empty where there is none. */
    synchronized String id(long number) {
        Entry entry = entries.get(number);
        return entry == null ? "" : entry.id();
    }

    private @Nullable Entry byId(String id) {
        return entries.values().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized Optional<Entry> record(long number, long owner, Tally tally, Instant at) {
        return change(
                number,
                owner,
                entry -> with(entry, stage(entry, entry.standing().life(), at), tally));
    }

    @Override
    public synchronized void end(long number, long owner, Life end, Tally tally) {
        Optional<Entry> unused = change(number, owner, entry -> {
            Standing now = entry.standing();
            Life life = now.stage() == Stage.CANCELLED ? now.life() : end;
            return with(entry, new Standing(life, now.paused(), 0, false, now.startedAt()), tally);
        });
    }

    @Override
    public synchronized boolean pause(long number, boolean paused, Instant at) {
        Entry entry = entries.get(number);
        if (entry == null || !goesOn(entry)) {
            return false;
        }
        Standing now = entry.standing();
        Life life = new Life(now.stage(), now.life().fault(), at);
        entries.put(
                number, with(entry, new Standing(life, paused, now.owner(), false, now.startedAt()), entry.tally()));
        return true;
    }

    @Override
    public synchronized boolean cancel(long number, Instant at) {
        Entry entry = entries.get(number);
        if (entry == null || (entry.standing().stage() == Stage.READ && !waits(number))) {
            return false;
        }
        entries.put(number, with(entry, stage(entry, new Life(Stage.CANCELLED, "", at), at), entry.tally()));
        return true;
    }

    @Override
    public synchronized Optional<Entry> find(String id) {
        return Optional.ofNullable(byId(id)).map(this::seen);
    }

    @Override
    public synchronized List<Entry> list(int limit) {
        List<Entry> newest = new ArrayList<>(entries.values());
        Collections.reverse(newest);
        return newest.stream().limit(limit).map(this::seen).toList();
    }

    @Override
    public Waiting waiting(long number, int atMost) {
        return tallies.waiting(number, atMost);
    }

    @Override
    public Map<MessageState, Long> outcomes(long number) {
        return tallies.outcomes(number);
    }

    private Optional<Entry> change(long number, long owner, UnaryOperator<Entry> step) {
        Entry entry = entries.get(number);
        if (entry == null || entry.standing().owner() != owner) {
            return Optional.empty();
        }
        Entry next = step.apply(entry);
        entries.put(number, next);
        return Optional.of(seen(next));
    }

    private static Standing stage(Entry entry, Life life, Instant at) {
        Standing now = entry.standing();
        Life next = new Life(life.stage(), life.fault(), at);
        return new Standing(next, now.paused(), now.owner(), false, now.startedAt());
    }

    private static Entry with(Entry entry, Standing standing, Tally tally) {
        return new Entry(entry.number(), entry.id(), entry.stream(), standing, tally);
    }

    /** Returns a broadcast with what its messages say. */
    private Entry seen(Entry entry) {
        Standing now = entry.standing();
        Standing seen = new Standing(now.life(), now.paused(), now.owner(), waits(entry.number()), now.startedAt());
        return with(entry, seen, entry.tally());
    }

    private boolean waits(long number) {
        return tallies.waiting(number, 1).all() > 0;
    }
}
