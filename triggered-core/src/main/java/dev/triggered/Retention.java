package dev.triggered;

import java.time.Duration;

/**
 * How long a store keeps what a mail was made from, its data and its attachments, after the message has ended: so that it can be
 * {@linkplain Messages#retry retried} or {@linkplain Messages#resend resent}. Values of {@linkplain ExternalEvent#secret secret} paths
 * are erased at the end whatever stands here, and the history of a message stays. A store in memory may let go of it before.
 *
 * @param sent after it was sent; zero by default: not at all
 * @param unsent after it ended without being sent, or nobody knows; 7 days by default
 */
public record Retention(Duration sent, Duration unsent) {
    private static final Retention DEFAULT = new Retention(Duration.ZERO, Duration.ofDays(7));

    /**
     * Checks the components.
     *
     * @param sent as for the record
     * @param unsent as for the record
     */
    public Retention {
        if (sent.isNegative() || unsent.isNegative()) {
            throw new IllegalArgumentException("nothing is kept for a negative time: " + sent + ", " + unsent);
        }
    }

    /**
     * Returns the retention that streams have by default.
     *
     * @return nothing of a sent mail, 7 days of an unsent one
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
        return new Retention(time, unsent);
    }

    /**
     * Returns this retention with another time for unsent mails.
     *
     * @param time how long; zero for not at all
     * @return a new retention
     */
    public Retention unsent(Duration time) {
        return new Retention(sent, time);
    }
}
