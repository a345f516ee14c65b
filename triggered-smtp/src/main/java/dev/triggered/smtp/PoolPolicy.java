package dev.triggered.smtp;

import java.time.Duration;

/**
 * How long a connection is kept open. A lane opens a connection when a mail finds none that is idle, up to
 * {@link dev.triggered.LaneConnections#most()}; of those that are idle it prefers the one that was used last.
 *
 * @param idleLimit how long it is kept without a mail; 2 minutes by default
 * @param ageLimit how long it is kept at all; 30 minutes by default. A mail that is on the wire is ended first
 * @param mailsPerConnection the most mails on one connection, at least 1; 1,000 by default
 * @param healthCheckAfter after how long without a mail a NOOP makes sure that it still works; 5 seconds by default
 */
public record PoolPolicy(Duration idleLimit, Duration ageLimit, int mailsPerConnection, Duration healthCheckAfter) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the ranges.
     *
     * @param idleLimit as for the record
     * @param ageLimit as for the record
     * @param mailsPerConnection as for the record
     * @param healthCheckAfter as for the record
     */
    public PoolPolicy {
        require("idleLimit", idleLimit);
        require("ageLimit", ageLimit);
        if (mailsPerConnection < 1) {
            throw new IllegalArgumentException("a connection takes at least 1 mail: " + mailsPerConnection);
        }
        if (healthCheckAfter.isNegative() || healthCheckAfter.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'healthCheckAfter' lies between 0 and 1 day: " + healthCheckAfter);
        }
    }

    /**
     * Returns the policy that holds by default.
     *
     * @return the policy
     */
    public static PoolPolicy standard() {
        return new PoolPolicy(Duration.ofMinutes(2), Duration.ofMinutes(30), 1_000, Duration.ofSeconds(5));
    }

    /**
     * Returns this policy with another idle limit.
     *
     * @param limit from 1 millisecond to 1 day
     * @return a new policy
     */
    public PoolPolicy idleLimit(Duration limit) {
        return new PoolPolicy(limit, ageLimit, mailsPerConnection, healthCheckAfter);
    }

    /**
     * Returns this policy with another age limit.
     *
     * @param limit from 1 millisecond to 1 day
     * @return a new policy
     */
    public PoolPolicy ageLimit(Duration limit) {
        return new PoolPolicy(idleLimit, limit, mailsPerConnection, healthCheckAfter);
    }

    /**
     * Returns this policy with another number of mails for each connection.
     *
     * @param most at least 1
     * @return a new policy
     */
    public PoolPolicy mailsPerConnection(int most) {
        return new PoolPolicy(idleLimit, ageLimit, most, healthCheckAfter);
    }

    /**
     * Returns this policy with another time after which a connection is checked before it is used again.
     *
     * @param idle from zero, for a check before each mail, to 1 day
     * @return a new policy
     */
    public PoolPolicy healthCheckAfter(Duration idle) {
        return new PoolPolicy(idleLimit, ageLimit, mailsPerConnection, idle);
    }

    private static void require(String name, Duration limit) {
        if (limit.toMillis() < 1 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + name + "' lies between 1 millisecond and 1 day: " + limit);
        }
    }
}
