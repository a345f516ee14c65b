package dev.triggered;

import java.time.Duration;

/**
 * When a lane stops trying because its relay does not work, and when it tries again. While it is open the messages wait, and none
 * loses an attempt. After each pause one mail is tried: if the relay works again, the lane goes on, else the pause doubles.
 *
 * @param failures how many failures of the relay in a row open it, at least 1; 10 by default. A failure is a connection that could not be
 *     made or broke, and a {@code 421}; a relay that takes or refuses a mail works
 * @param pause the first pause, at least 1 millisecond; 1 second by default
 * @param longestPause the longest pause, at least the first one; 1 minute by default
 */
public record BreakerPolicy(int failures, Duration pause, Duration longestPause) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final BreakerPolicy STANDARD = new BreakerPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /**
     * Checks the ranges.
     *
     * @param failures as for the record
     * @param pause as for the record
     * @param longestPause as for the record
     */
    public BreakerPolicy {
        if (failures < 1) {
            throw new IllegalArgumentException("a breaker opens after at least 1 failure: " + failures);
        }
        if (pause.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("a breaker's pause is at least 1 millisecond: " + pause);
        }
        if (longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException(
                    "a breaker's longest pause is at least its first one, " + pause + ": " + longestPause);
        }
    }

    /**
     * Returns the policy that lanes have by default.
     *
     * @return 10 failures, pauses of 1 second to 1 minute
     */
    public static BreakerPolicy standard() {
        return STANDARD;
    }

    /**
     * Returns this policy with another number of failures.
     *
     * @param inARow how many failures open it, at least 1
     * @return a new policy
     */
    public BreakerPolicy failures(int inARow) {
        return new BreakerPolicy(inARow, pause, longestPause);
    }

    /**
     * Returns this policy with other pauses.
     *
     * @param first the first pause, at least 1 millisecond
     * @param longest the longest pause, at least the first one
     * @return a new policy
     */
    public BreakerPolicy pauses(Duration first, Duration longest) {
        return new BreakerPolicy(failures, first, longest);
    }
}
