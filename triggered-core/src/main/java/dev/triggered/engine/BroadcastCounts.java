package dev.triggered.engine;

import dev.triggered.engine.BroadcastMails.Fate;
import dev.triggered.spi.BroadcastStore.Tally;
import java.util.Collection;

/** What became of the rows of one run. Used by one thread at a time. */
final class BroadcastCounts {
    private long rows;
    private long accepted;
    private long duplicates;
    private long rejected;
    private long suppressed;

    /** Takes over what was accepted in earlier runs. */
    void begin(Collection<Long> outcomes) {
        accepted = outcomes.stream().mapToLong(Long::longValue).sum();
    }

    void add(Fate fate) {
        rows++;
        switch (fate.kind()) {
            case ACCEPTED -> accepted++;
            case DUPLICATE -> duplicates++;
            case REJECTED -> rejected++;
            case SUPPRESSED -> suppressed++;
        }
    }

    long accepted() {
        return accepted;
    }

    Tally tally(double position) {
        return new Tally(rows, accepted, duplicates, rejected, suppressed, position);
    }
}
