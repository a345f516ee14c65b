package dev.triggered.jdbc;

import dev.triggered.StoreException;
import dev.triggered.jdbc.Statements.Trim;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store does from time to time: it lets go of what is known of messages that ended long ago, of what their mails were made
 * from, of roll-ups of long ago, and of attachments whose message never came, in small steps between which others get their turn. It
 * rolls up what was counted, unsubscribes who is silent, and looks for rows whose owner does not know of them.
 */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final SqlNotices notices;
    private final Duration keep;
    private final SqlReports reports;
    private final Trimming trimming;
    private final Batch<Long, Integer> expire;
    private final Batch<Integer, Integer> sweep;
    private final Batch<Long, Integer> trimPrograms;
    private int turn;
    private Instant nextSweep = Instant.MIN;
    private volatile boolean closed;

    Upkeep(Database database, Duration keep, Trimming trimming, SqlReports reports, SqlNotices notices) {
        this.database = database;
        this.reports = reports;
        this.notices = notices;
        this.keep = keep;
        this.trimming = trimming;
        this.expire = database.statements()::expire;
        this.sweep = database.statements()::sweep;
        this.trimPrograms = database.programs()::trim;
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
        List<BooleanSupplier> parts = parts(time.instant(), beside);
        boolean fine = true;
        for (int i = 0; i < parts.size() && fine; i++) {
            int part = turn;
            turn = (turn + 1) % parts.size();
            try {
                more |= parts.get(part).getAsBoolean();
            } catch (RuntimeException e) {
                report(e);
                fine = false;
            }
        }
        time.schedule(more ? time.instant() : time.instant().plus(PAUSE), () -> step(time, beside));
    }

    /** Returns the parts of a step; each says whether it has more to do. One that fails ends the step, and comes last in the next one. */
    private List<BooleanSupplier> parts(Instant now, Runnable beside) {
        return List.of(
                () -> {
                    beside.run();
                    return false;
                },
                () -> expire(Times.toMicros(now)),
                () -> trimming.step(now),
                () -> trimPrograms(Times.toMicros(now.minus(keep))),
                () -> sweep(now),
                reports::rollUpSome);
    }

    private void report(RuntimeException failure) {
        if (failure instanceof StoreException) {
            LOG.debug("{} could not be tidied up; it is tried again in {}", database, PAUSE, failure);
        } else {
            LOG.warn("{} could not be tidied up; it is tried again in {}", database, PAUSE, failure);
        }
    }

    private boolean expire(long now) {
        return database.write(expire, List.of(now)).get(0) == Trim.STEP;
    }

    private boolean trimPrograms(long ended) {
        return database.write(trimPrograms, List.of(ended)).get(0) == Trim.STEP;
    }

    private boolean sweep(Instant now) {
        if (now.isBefore(nextSweep)) {
            return false;
        }
        boolean more = database.write(sweep, List.of(Trim.STEP)).get(0) == Trim.STEP;
        more |= reports.trim(now);
        notices.forgetSilent(now);
        nextSweep = more ? nextSweep : now.plus(SWEEP_PAUSE);
        return more;
    }
}
