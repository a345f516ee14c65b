package dev.triggered.jdbc;

import dev.triggered.jdbc.Statements.Trim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the messages whose time is over. Streams that have a time in common share a walk through the messages, by their numbers, which
 * are about in the order of acceptance: it goes as far as messages that are too young, and goes on from there when it is made again. What
 * it has gone past although it is to be deleted some day, it finds when it begins at the first message again: soon where the walk is short,
 * and once a day where it is long.
 */
final class Trimming {
    private static final Duration PAUSE_PER_STEP = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final Database database;
    private final Duration standard;
    private final Batch<Trim, Trim.Done> trim;
    private volatile @Nullable Map<Long, Duration> times;
    private Map<Long, Duration> walked = Map.of();
    private List<Walk> walks = List.of();
    private int turn;

    Trimming(Database database, Duration standard) {
        this.database = database;
        this.standard = standard;
        this.trim = database.statements()::trim;
    }

    /** Says for how long messages of streams are known, in place of what was said before. */
    void retain(Map<Long, Duration> newTimes) {
        times = Map.copyOf(newTimes);
    }

    /**
     * Makes a step of a walk; returns whether there is more to do at once. Until it was told which streams have a time of their own it forgets
     * nothing: they may keep longer than others.
     */
    boolean step(Instant now) {
        Map<Long, Duration> asked = times;
        if (asked == null) {
            return false;
        }
        if (!asked.equals(walked) || walks.isEmpty()) {
            walked = asked;
            walks = walks(asked);
            turn = 0;
        }
        boolean over = walks.get(turn).step(now);
        if (over) {
            turn = (turn + 1) % walks.size();
        }
        return !over || turn > 0;
    }

    private List<Walk> walks(Map<Long, Duration> asked) {
        Map<Duration, Set<Long>> streams = new HashMap<>();
        Set<Long> others = new HashSet<>();
        asked.forEach((stream, time) -> {
            if (!time.equals(standard)) {
                streams.computeIfAbsent(time, key -> new HashSet<>()).add(stream);
                others.add(stream);
            }
        });
        List<Walk> made = new ArrayList<>();
        made.add(new Walk(standard, new Trim.Whose(others, false)));
        streams.forEach((time, own) -> made.add(new Walk(time, new Trim.Whose(own, true))));
        return made;
    }

    private static Instant since(Instant now, Duration time) {
        return time.compareTo(Duration.between(Instant.EPOCH, now)) < 0 ? now.minus(time) : Instant.EPOCH;
    }

    private final class Walk {
        private final Duration time;
        private final Trim.Whose whose;
        private long after;
        private long start;
        private boolean held;
        private int steps;
        private boolean whole = true;
        private Instant nextWhole = Instant.MIN;

        Walk(Duration time, Trim.Whose whose) {
            this.time = time;
            this.whose = whose;
        }

        /** Makes a step; returns whether the walk is over for now. */
        boolean step(Instant now) {
            Trim next = new Trim(after, Times.toMicros(since(now, time)), whose);
            Trim.Done done = database.write(trim, List.of(next)).get(0);
            steps++;
            if (!held) {
                start = done.until();
                held = done.until() < done.after();
            }
            after = done.after();
            if (!done.more()) {
                end(now);
            }
            return !done.more();
        }

        private void end(Instant now) {
            if (whole) {
                Duration pause = PAUSE_PER_STEP.multipliedBy(steps - 1L);
                nextWhole = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            }
            whole = !now.isBefore(nextWhole);
            after = whole ? 0 : start;
            held = false;
            steps = 0;
        }
    }
}
