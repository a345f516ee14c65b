package dev.triggered;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a store knows a message of a stream after it has ended. What its mail was made from, its data and its attachments, is kept so
 * that it can be {@linkplain Messages#retry retried} or {@linkplain Messages#resend resent}; values of {@linkplain ExternalEvent#secret
 * secret} paths are erased at the end whatever stands here. The log of the message, which is its {@linkplain Messages#find history} and
 * its trigger id, stays longer; what is left of the message goes with it. A store in memory may let go of all of that before.
 *
 * @param sent how long what it was made from is kept after it was sent; zero by default: not at all
 * @param unsent the same after it ended without being sent, or nobody knows; 7 days by default
 * @param log how long its log is kept; empty by default: as long as the store keeps those of other streams. A change holds for messages
 *     that have ended, too
 */
public record Retention(Duration sent, Duration unsent, Optional<Duration> log) {
    private static final Retention DEFAULT = new Retention(Duration.ZERO, Duration.ofDays(7), Optional.empty());

    /**
     * Checks the components.
     *
     * @param sent as for the record
     * @param unsent as for the record
     * @param log as for the record
     * @throws IllegalArgumentException if one of them is negative
     */
    public Retention {
        if (sent.isNegative()
                || unsent.isNegative()
                || log.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("nothing is kept for a negative time: " + sent + ", " + unsent
                    + log.map(time -> ", " + time).orElse(""));
        }
    }

    /**
     * Returns the retention that streams have by default.
     *
     * @return nothing of a sent mail, 7 days of an unsent one; logs as the store keeps them
     */
    public static Retention standard() {
        return DEFAULT;
    }

    /**
     * Returns this retention with another time for sent mails.
     *
     * @param time how long; zero for not at all
     * @return a new retention
     */
    public Retention sent(Duration time) {
        return new Retention(time, unsent, log);
    }

    /**
     * Returns this retention with another time for unsent mails.
     *
     * @param time how long; zero for not at all
     * @return a new retention
     */
    public Retention unsent(Duration time) {
        return new Retention(sent, time, log);
    }

    /**
     * Returns this retention with a time for logs of its own.
     *
     * @param time how long; zero for not at all
     * @return a new retention
     */
    public Retention log(Duration time) {
        return new Retention(sent, unsent, Optional.of(time));
    }
}
