package dev.triggered.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * The limit that a lane sets itself when its relay asks for fewer mails: half of what it sent, and from there evenly more each second,
 * until it is back where the relay asked first. Guarded by its lane's lock.
 */
final class SlowDown {
    private static final Duration REACTION = Duration.ofSeconds(1);
    private static final double LEAST = 0.1;
    private static final double LEAST_BEFORE = 2;
    private static final double SECONDS_TO_DOUBLE = 30;
    private static final double BURST_SECONDS = 0.1;

    private boolean active;
    private double limit;
    private double step;
    private double nextStep;
    private double full;
    private Instant cut = Instant.MIN;
    private Instant raised = Instant.MIN;
    private TokenBucket bucket = TokenBucket.empty(1, 1, Instant.MIN);

    boolean isActive() {
        return active;
    }

    /** Raises the limit for the time that went by, and says whether there still is one. */
    boolean isActive(Instant now) {
        if (active) {
            raise(now);
        }
        return active;
    }

    /** Returns how many messages may be begun at the time. */
    int room(Instant now) {
        return isActive(now) ? bucket.whole(now) : Integer.MAX_VALUE;
    }

    /** Returns when to look for room again, at the latest when the limit is raised; it is active. */
    Instant next(Instant now) {
        Instant token = bucket.next(now);
        Instant raise = now.plus(REACTION);
        return token.isBefore(raise) ? token : raise;
    }

    void began(int messages) {
        if (active) {
            bucket.take(messages);
        }
    }

    void giveBack(int messages) {
        if (active) {
            bucket.giveBack(messages);
        }
    }

    /** Limits a lane that sends so many messages a second, because the relay asked for less. */
    void start(double perSecond, Instant now) {
        full = Math.max(LEAST_BEFORE, perSecond);
        active = true;
        cutFrom(full, now);
        bucket = TokenBucket.empty(limit, burst(), now);
    }

    /**
     * Takes note that the relay asked for less again. Cuts the limit unless the mail that it replied to was begun before the last cut,
     * or that was less than a second ago. Returns whether it was cut.
     */
    boolean again(boolean begunBefore, Instant now) {
        boolean soon = !now.isBefore(cut) && now.isBefore(cut.plus(REACTION));
        if (begunBefore || soon) {
            raised = now;
            return false;
        }
        cutFrom(limit, now);
        bucket.refit(limit, burst(), now);
        return true;
    }

    private void cutFrom(double level, Instant now) {
        cut = now;
        raised = now;
        limit = Math.max(LEAST, level / 2);
        climbFrom(level);
    }

    /** Sets the step by which the limit rises up to twice a level. */
    private void climbFrom(double level) {
        step = level / SECONDS_TO_DOUBLE;
        nextStep = 2 * level;
    }

    /** Raises the limit for each second that went by without a complaint, or lifts it. */
    private void raise(Instant now) {
        if (now.isBefore(raised)) {
            raised = now;
        }
        boolean higher = false;
        while (active && !now.isBefore(raised.plus(REACTION))) {
            raised = raised.plus(REACTION);
            limit += step;
            if (limit >= nextStep) {
                climbFrom(limit);
            }
            active = limit < full;
            higher = true;
        }
        if (higher && active) {
            bucket.refit(limit, burst(), now);
        }
    }

    private double burst() {
        return Math.max(1, limit * BURST_SECONDS);
    }

    @Override
    public String toString() {
        return active ? limit + " of " + full + " a second" : "none";
    }
}
