package dev.triggered.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Permissions that come evenly with time, up to a most: a bucket of tokens. A clock that goes back brings none, and takes none away.
 * Guarded by its lane's lock.
 */
final class TokenBucket {
    private static final double ROUNDING = 1e-9;
    private static final double NANOS = 1e9;
    private static final double LONGEST_WAIT = 3_600;

    private double perSecond;
    private double most;
    private double tokens;
    private Instant filled;

    private TokenBucket(double perSecond, double most, double tokens, Instant now) {
        this.perSecond = perSecond;
        this.most = most;
        this.tokens = tokens;
        this.filled = now;
    }

    static TokenBucket full(double perSecond, double most, Instant now) {
        return new TokenBucket(perSecond, most, most, now);
    }

    static TokenBucket empty(double perSecond, double most, Instant now) {
        return new TokenBucket(perSecond, most, 0, now);
    }

    /** Gives it another rate; it keeps the tokens that it has, as far as they fit. */
    void refit(double otherPerSecond, double otherMost, Instant now) {
        fill(now);
        perSecond = otherPerSecond;
        most = otherMost;
        tokens = Math.min(tokens, most);
    }

    /** Returns how many whole tokens there are. */
    int whole(Instant now) {
        fill(now);
        return (int) Math.min(Integer.MAX_VALUE, Math.floor(tokens + ROUNDING));
    }

    /** Takes tokens; it may owe some afterwards. */
    void take(int count) {
        tokens -= count;
    }

    /** Gives back tokens that were taken and not used. */
    void giveBack(int count) {
        tokens = Math.min(most, tokens + count);
    }

    /** Returns when there is a whole token, or an hour from now if that is earlier. */
    Instant next(Instant now) {
        fill(now);
        double seconds = Math.max(0, (1 - tokens) / perSecond);
        return now.plusNanos((long) Math.ceil(Math.min(seconds, LONGEST_WAIT) * NANOS));
    }

    private void fill(Instant now) {
        if (now.isAfter(filled) && tokens < most) {
            Duration time = Duration.between(filled, now);
            double seconds = time.getSeconds() + time.getNano() / NANOS;
            tokens = Math.min(most, tokens + seconds * perSecond);
        }
        filled = now;
    }
}
