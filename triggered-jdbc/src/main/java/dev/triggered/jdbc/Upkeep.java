package dev.triggered.jdbc;

import dev.triggered.StoreException;
import dev.triggered.jdbc.Statements.Trim;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store does from time to time: it lets go of what is known of messages that ended long ago, of what their mails were made from and of
 * attachments whose message never came, in small steps between which others get their turn, and looks for rows whose owner does not know of them.
 */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final Duration keep;
    private final Batch<Trim, Long> trim;
    private final Batch<Long, Integer> expire;
    private final Batch<Integer, Integer> sweep;
    private long after;
    private Instant nextSweep = Instant.MIN;
    private volatile boolean closed;

    Upkeep(Database database, Duration keep) {
        this.database = database;
        this.keep = keep;
        this.trim = database.statements()::trim;
        this.expire = database.statements()::expire;
        this.sweep = database.statements()::sweep;
    }

    /** Begins, and runs another step beside its own each time. */
    void start(TimeSource time, Runnable beside) {
        time.schedule(time.instant().plus(PAUSE), () -> step(time, beside));
    }

    void close() {
        closed = true;
    }

    private void step(TimeSource time, Runnable beside) {
        if (closed) {
            return;
        }
        boolean more = false;
        try {
            beside.run();
            more = sweep(time.instant());
            more |= step(
                    Times.toMicros(time.instant()),
                    Times.toMicros(time.instant().minus(keep)));
        } catch (StoreException e) {
            LOG.debug("{} could not be tidied up; it is tried again in {}", database, PAUSE, e);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be tidied up; it is tried again in {}", database, PAUSE, e);
        }
        time.schedule(more ? time.instant() : time.instant().plus(PAUSE), () -> step(time, beside));
    }

    /** Takes a small step at what is rarely there to do; returns whether there is more. */
    private boolean sweep(Instant now) {
        if (now.isBefore(nextSweep)) {
            return false;
        }
        boolean more = database.write(sweep, List.of(Trim.STEP)).get(0) == Trim.STEP;
        nextSweep = more ? nextSweep : now.plus(SWEEP_PAUSE);
        return more;
    }

    /** Takes a small step of each kind; returns whether there is more to do. */
    private boolean step(long now, long ended) {
        int expired = database.write(expire, List.of(now)).get(0);
        long last = database.write(trim, List.of(new Trim(after, ended))).get(0);
        after = last == Trim.LAST ? 0 : last;
        return expired == Trim.STEP || last != Trim.LAST;
    }
}
