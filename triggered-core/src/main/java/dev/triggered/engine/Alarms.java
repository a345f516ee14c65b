package dev.triggered.engine;

import dev.triggered.spi.TimeSource;
import java.time.Instant;
import java.util.TreeSet;

/** The times at which a lane is woken to look into the store: only one that comes before all others is asked for. Thread-safe. */
final class Alarms {
    private final TimeSource time;
    private final Runnable ring;
    private final TreeSet<Instant> set = new TreeSet<>();

    Alarms(TimeSource time, Runnable ring) {
        this.time = time;
        this.ring = ring;
    }

    /** Has the lane woken at a time, unless it is woken before and looks for itself then. */
    void at(Instant due) {
        if (isFirst(due)) {
            time.schedule(due, () -> {
                forget(due);
                ring.run();
            });
        }
    }

    private synchronized boolean isFirst(Instant due) {
        return (set.isEmpty() || due.isBefore(set.first())) && set.add(due);
    }

    private synchronized void forget(Instant due) {
        set.remove(due);
    }
}
