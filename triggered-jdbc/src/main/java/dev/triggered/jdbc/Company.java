package dev.triggered.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether a group waits for company, and whether a second one may begin beside it. Where few callers come again and again, those whose
 * group has just ended are waited for, or half of them would always go in one group and half in the next; where many wait, a second
 * group overlaps with the first one. Guarded by the lock of the {@link GroupCommit} that has it.
 */
final class Company {
    private static final int FEW = 16;
    private static final int MANY = 24;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long longestNanos;
    private final LongSupplier nanoTime;
    private int groups;
    private int underWay;
    private int expected;
    private long lastNanos;

    private Company(long longestNanos, LongSupplier nanoTime) {
        this.longestNanos = longestNanos;
        this.nanoTime = nanoTime;
    }

    /** Returns that of a database with one connection: one group at a time, which waits for nobody. */
    static Company none() {
        return new Company(0, System::nanoTime);
    }

    /** Returns that of a database with several connections. */
    static Company sought(LongSupplier nanoTime) {
        return sought(LONGEST_NANOS, nanoTime);
    }

    static Company sought(long longestNanos, LongSupplier nanoTime) {
        return new Company(longestNanos, nanoTime);
    }

    /** Says whether a group may begin while so many wait. */
    boolean permits(int waiting) {
        return groups == 0 || (groups == 1 && underWay > 0 && longestNanos > 0 && waiting >= MANY);
    }

    /** Says whether all have come again who are expected; a caller who does not come again is missed once. */
    boolean isComplete(int waiting) {
        return waiting >= expected;
    }

    /** Lets a group begin, and returns for how long it waits for those who are expected: half as long as the last one took at most. */
    long begin() {
        groups++;
        return groups > 1 || expected > FEW ? 0 : Math.min(longestNanos, lastNanos / 2);
    }

    /** Takes a group as under way, and returns when. */
    long leave(int steps) {
        underWay += steps;
        return nanoTime.getAsLong();
    }

    /** Lets a group end. */
    void end(int steps, int waiting, long left) {
        expected = underWay + waiting;
        underWay -= steps;
        groups--;
        lastNanos = nanoTime.getAsLong() - left;
    }
}
