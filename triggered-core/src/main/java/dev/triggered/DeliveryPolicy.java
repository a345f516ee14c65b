package dev.triggered;

import java.time.Duration;

/**
 * How hard a stream tries to deliver, and for how long.
 *
 * @param retry when a deferred message is tried again
 * @param expireAfter the time after which a message of the stream is of no more use and is not sent; unlimited by default
 * @param whenUncertain what becomes of a message that the relay may have or not; {@link WhenUncertain#RESEND} by default
 */
public record DeliveryPolicy(RetryPolicy retry, Duration expireAfter, WhenUncertain whenUncertain) {
    /** The expiry of a message that never expires. */
    public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final DeliveryPolicy DEFAULT =
            new DeliveryPolicy(RetryPolicy.standard(), NEVER, WhenUncertain.RESEND);

    /**
     * Checks and copies the components.
     *
     * @param retry as for the record
     * @param expireAfter as for the record
     * @param whenUncertain as for the record
     */
    public DeliveryPolicy {
        if (expireAfter.isNegative() || expireAfter.isZero()) {
            throw new IllegalArgumentException("a message that expires at once is never sent: " + expireAfter);
        }
    }

    /**
     * Returns the policy that streams have by default.
     *
     * @return standard retries, no expiry, uncertain messages are sent again
     */
    public static DeliveryPolicy standard() {
        return DEFAULT;
    }

    /**
     * Returns this policy with other retries.
     *
     * @param retry when a deferred message is tried again
     * @return a new policy
     */
    public DeliveryPolicy retry(RetryPolicy retry) {
        return new DeliveryPolicy(retry, expireAfter, whenUncertain);
    }

    /**
     * Returns this policy with an expiry.
     *
     * @param time since the message was accepted or was due for the first time, above zero
     * @return a new policy
     */
    public DeliveryPolicy expireAfter(Duration time) {
        return new DeliveryPolicy(retry, time, whenUncertain);
    }

    /**
     * Returns this policy with another answer to uncertainty.
     *
     * @param answer what becomes of a message that the relay may have or not
     * @return a new policy
     */
    public DeliveryPolicy whenUncertain(WhenUncertain answer) {
        return new DeliveryPolicy(retry, expireAfter, answer);
    }
}
