package dev.triggered.engine;

import dev.triggered.spi.ReportStore;
import dev.triggered.spi.RollUp;
import dev.triggered.spi.Tally;
import dev.triggered.spi.TallyMark;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What was counted, in bounded memory: where there are too many roll-ups, the oldest of the finest go first. */
final class InMemoryReports implements ReportStore {
    private static final int MOST_MARKS = 1_000;
    private static final int MOST_ROLL_UPS = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<RollUp.Key, RollUp> rollUps = new TreeMap<>();
    private Tally fresh = new Tally();
    private InstantSource clock = () -> Instant.EPOCH;

    void open(InstantSource source) {
        lock.lock();
        try {
            clock = source;
        } finally {
            lock.unlock();
        }
    }

    /** Counts something. */
    void add(TallyMark mark) {
        lock.lock();
        try {
            fresh.add(mark);
            if (fresh.size() >= MOST_MARKS) {
                takeIn();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void add(Tally tally) {
        lock.lock();
        try {
            fresh.addAll(tally);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rollUp() {
        lock.lock();
        try {
            takeIn();
        } finally {
            lock.unlock();
        }
    }

    private void takeIn() {
        for (RollUp later : RollUp.of(fresh)) {
            rollUps.computeIfAbsent(later.key(), RollUp::empty).add(later);
        }
        fresh = new Tally();
        Instant now = clock.instant();
        for (RollUp.Kind kind : RollUp.Kind.values()) {
            Instant last = now.minus(kind.period().kept());
            rollUps.subMap(first(kind, Instant.MIN), first(kind, last)).clear();
        }
        while (rollUps.size() > MOST_ROLL_UPS) {
            rollUps.pollFirstEntry();
        }
    }

    private static RollUp.Key first(RollUp.Kind kind, Instant start) {
        return new RollUp.Key(kind, start, Long.MIN_VALUE, 0, "");
    }

    @Override
    public List<RollUp> find(Search search) {
        lock.lock();
        try {
            List<RollUp> found = new ArrayList<>();
            RollUp.Key end = first(search.after().kind(), search.until());
            for (RollUp rollUp :
                    rollUps.subMap(search.after(), false, end, false).values()) {
                boolean wanted = search.streams().isEmpty() || search.streams().contains(rollUp.key().stream());
                if (wanted && found.size() < search.limit()) {
                    found.add(RollUp.read(rollUp.key(), rollUp.toBytes()));
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }
}
