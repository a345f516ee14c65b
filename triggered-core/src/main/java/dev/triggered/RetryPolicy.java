package dev.triggered;

import java.time.Duration;

/**
 * When a deferred message is tried again: after a delay that doubles from attempt to attempt up to a longest one, each
 * scattered by chance so that a recovered relay is not met by everything at once (RFC 5321, section 4.5.4.1, asks for
 * retries, and for giving up at last).
 *
 * @param firstDelay the delay after the first attempt; 15 seconds by default
 * @param longestDelay the longest delay; 30 minutes by default
 * @param jitter the part of a delay, 0 to 1, by which chance makes it shorter or longer; 0.2 by default
 * @param giveUpAfter the age from which a message that is deferred again is given up; 24 hours by default
 * @param attempts the most attempts; 100 by default
 */
public record RetryPolicy(
        Duration firstDelay, Duration longestDelay, double jitter, Duration giveUpAfter, int attempts) {
    private static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(15), Duration.ofMinutes(30), 0.2, Duration.ofHours(24), 100);

    /**
     * Checks and copies the components.
     *
     * @param firstDelay as for the record
     * @param longestDelay as for the record
     * @param jitter as for the record
     * @param giveUpAfter as for the record
     * @param attempts as for the record
     */
    public RetryPolicy {
        if (firstDelay.isNegative() || firstDelay.isZero() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "the first delay is above zero and not above the longest: " + firstDelay + ", " + longestDelay);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("the jitter lies between 0 and 1: " + jitter);
        }
        if (giveUpAfter.isNegative() || attempts < 1) {
            throw new IllegalArgumentException(
                    "at least one attempt, and no negative age: " + attempts + ", " + giveUpAfter);
        }
    }

    /**
     * Returns the policy that streams have by default.
     *
     * @return 15 seconds, doubling up to 30 minutes, ±20 %, given up after 24 hours or 100 attempts
     */
    public static RetryPolicy standard() {
        return DEFAULT;
    }

    /**
     * Returns a policy that never tries twice.
     *
     * @return a policy of one attempt
     */
    public static RetryPolicy never() {
        return DEFAULT.attempts(1);
    }

    /**
     * Returns this policy with other delays.
     *
     * @param first the delay after the first attempt, above zero
     * @param longest the longest delay, not below the first
     * @return a new policy
     */
    public RetryPolicy delays(Duration first, Duration longest) {
        return new RetryPolicy(first, longest, jitter, giveUpAfter, attempts);
    }

    /**
     * Returns this policy with another jitter.
     *
     * @param jitter the part of a delay, 0 to 1, by which chance makes it shorter or longer
     * @return a new policy
     */
    public RetryPolicy jitter(double jitter) {
        return new RetryPolicy(firstDelay, longestDelay, jitter, giveUpAfter, attempts);
    }

    /**
     * Returns this policy with another age to give up at.
     *
     * @param age since the message was accepted, or was due for the first time
     * @return a new policy
     */
    public RetryPolicy giveUpAfter(Duration age) {
        return new RetryPolicy(firstDelay, longestDelay, jitter, age, attempts);
    }

    /**
     * Returns this policy with another number of attempts.
     *
     * @param most the most attempts, at least 1
     * @return a new policy
     */
    public RetryPolicy attempts(int most) {
        return new RetryPolicy(firstDelay, longestDelay, jitter, giveUpAfter, most);
    }
}
