package dev.triggered.report;

import java.time.Duration;
import java.time.Instant;

/** For how long a row of a report counts. Periods begin and end by UTC: a day is a day of UTC. */
public enum ReportPeriod {
    /** A minute, kept for 48 hours; without domains. */
    MINUTE(Duration.ofMinutes(1), Duration.ofDays(2)),
    /** An hour, kept for 90 days. */
    HOUR(Duration.ofHours(1), Duration.ofDays(90)),
    /** A day, kept for 5 years. */
    DAY(Duration.ofDays(1), Duration.ofDays(5 * 365 + 1));

    private final Duration length;
    private final Duration kept;

    ReportPeriod(Duration length, Duration kept) {
        this.length = length;
        this.kept = kept;
    }

    /**
     * Returns how long it is.
     *
     * @return the length
     */
    public Duration length() {
        return length;
    }

    /**
     * Returns for how long a store keeps what was counted in it.
     *
     * @return the time since its beginning
     */
    public Duration kept() {
        return kept;
    }

    /**
     * Returns the beginning of the period that a time is in.
     *
     * @param time the time
     * @return the last beginning that is not after it
     */
    public Instant startOf(Instant time) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
