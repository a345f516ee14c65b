package dev.triggered.web.hook;

import java.time.Duration;

/**
 * How a webhook is told, and when it is told again: after a delay that doubles from try to try up to a longest one, each scattered by a fifth.
 *
 * @param timeout how long the receiver may take until it answers; 15 seconds by default
 * @param firstDelay the delay after the first try; 5 seconds by default
 * @param longestDelay the longest delay; one hour by default
 * @param giveUpAfter how old a notice becomes before it is given up; 3 days by default
 * @param atOnce how many notices are under way at once, each on a thread of its own, 1 to 64; 4 by default
 */
public record WebhookPolicy(
        Duration timeout, Duration firstDelay, Duration longestDelay, Duration giveUpAfter, int atOnce) {
    private static final WebhookPolicy STANDARD = new WebhookPolicy(
            Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(3), 4);
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_DOUBLINGS = 30;
    private static final double SCATTER = 0.2;

    /**
     * Checks the components.
     *
     * @param timeout as for the record
     * @param firstDelay as for the record
     * @param longestDelay as for the record
     * @param giveUpAfter as for the record
     * @param atOnce as for the record
     */
    public WebhookPolicy {
        requireTime("timeout", timeout);
        requireTime("first delay", firstDelay);
        requireTime("age to give up at", giveUpAfter);
        if (longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "the longest delay " + longestDelay + " is below the first " + firstDelay);
        }
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("1 to " + MOST_AT_ONCE + " notices are under way at once: " + atOnce);
        }
    }

    private static void requireTime(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the " + what + " is above zero: " + time);
        }
    }

    /**
     * Returns the policy that webhooks have by default.
     *
     * @return 15 seconds for an answer, 5 seconds doubling up to an hour, given up after 3 days, 4 at once
     */
    public static WebhookPolicy standard() {
        return STANDARD;
    }

    /**
     * Returns this policy with another time for answers.
     *
     * @param time how long the receiver may take, above zero
     * @return a new policy
     */
    public WebhookPolicy timeout(Duration time) {
        return new WebhookPolicy(time, firstDelay, longestDelay, giveUpAfter, atOnce);
    }

    /**
     * Returns this policy with other delays.
     *
     * @param first the delay after the first try, above zero
     * @param longest the longest delay, not below the first
     * @return a new policy
     */
    public WebhookPolicy delays(Duration first, Duration longest) {
        return new WebhookPolicy(timeout, first, longest, giveUpAfter, atOnce);
    }

    /**
     * Returns this policy with another age to give up at.
     *
     * @param age how old a notice becomes, above zero
     * @return a new policy
     */
    public WebhookPolicy giveUpAfter(Duration age) {
        return new WebhookPolicy(timeout, firstDelay, longestDelay, age, atOnce);
    }

    /**
     * Returns this policy with another number of notices under way.
     *
     * @param most 1 to 64
     * @return a new policy
     */
    public WebhookPolicy atOnce(int most) {
        return new WebhookPolicy(timeout, firstDelay, longestDelay, giveUpAfter, most);
    }

    /** Returns the delay after so many tries, at least 1, for a chance of 0 to 1. */
    Duration delayAfter(int tries, double chance) {
        double longest = (double) longestDelay.toMillis();
        double grown = (double) firstDelay.toMillis() * Math.pow(2, Math.min(tries - 1, MOST_DOUBLINGS));
        double delay = Math.min(grown, longest);
        return Duration.ofMillis(Math.max(1, Math.round(delay * (1 + SCATTER * (2 * chance - 1)))));
    }
}
