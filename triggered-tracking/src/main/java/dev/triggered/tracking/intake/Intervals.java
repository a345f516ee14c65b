package dev.triggered.tracking.intake;

import java.time.Duration;

/** How often a mailbox is looked at. */
final class Intervals {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private Intervals() {}

    static Duration required(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a mailbox is looked at each 1 second to 20 minutes: " + interval);
        }
        return interval;
    }
}
