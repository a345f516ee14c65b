package dev.triggered.engine;

import dev.triggered.BreakerPolicy;
import dev.triggered.BreakerState;
import dev.triggered.LaneStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a lane tries at all: closed, open for a pause after failures in a row, or half-open, where one message is tried. A clock
 * that goes back ends a pause rather than making it longer. Guarded by its lane's lock.
 */
final class Breaker {
    private static final Duration MOST = Duration.ofDays(365);

    private final BreakerPolicy policy;
    private BreakerState state = BreakerState.CLOSED;
    private int failures;
    private Duration pause;
    private Instant since = Instant.MIN;
    private Instant opened = Instant.MIN;
    private boolean trying;

    Breaker(BreakerPolicy policy) {
        this.policy = policy;
        this.pause = policy.pause();
    }

    boolean isClosed() {
        return state == BreakerState.CLOSED;
    }

    boolean isOpen() {
        return state == BreakerState.OPEN;
    }

    /** Says whether a success would change nothing. */
    boolean isSound() {
        return failures == 0;
    }

    /** Returns how many messages it lets through at the time. */
    int room(Instant now) {
        if (state == BreakerState.OPEN && (now.isBefore(opened) || !now.isBefore(end()))) {
            state = BreakerState.HALF_OPEN;
        }
        return switch (state) {
            case CLOSED -> Integer.MAX_VALUE;
            case OPEN -> 0;
            case HALF_OPEN -> trying ? 0 : 1;
        };
    }

    /** Returns when the pause is over, which is after a year at the latest; it is open. */
    Instant end() {
        return opened.plus(pause.compareTo(MOST) < 0 ? pause : MOST);
    }

    /** Returns since when it is not closed. */
    Instant since() {
        return since;
    }

    LaneStatus.Breaker status() {
        return new LaneStatus.Breaker(
                state,
                isClosed() ? Optional.empty() : Optional.of(since),
                isOpen() ? Optional.of(end()) : Optional.empty());
    }

    /** Takes note that a message was let through. */
    void began() {
        trying = state == BreakerState.HALF_OPEN;
    }

    /** Takes note that what was tried while half-open told nothing of the relay: another message may be tried. */
    void toldNothing() {
        trying = false;
    }

    /** Takes note that the relay works. Returns whether that closed it. */
    boolean worked() {
        boolean closes = state != BreakerState.CLOSED;
        state = BreakerState.CLOSED;
        failures = 0;
        pause = policy.pause();
        trying = false;
        return closes;
    }

    /** Takes note that the relay failed. Returns whether that opened it. */
    boolean failed(Instant now) {
        failures++;
        if (state == BreakerState.OPEN || (state == BreakerState.CLOSED && failures < policy.failures())) {
            return false;
        }
        if (state == BreakerState.CLOSED) {
            since = now;
        } else {
            pause = longer();
        }
        state = BreakerState.OPEN;
        opened = now;
        trying = false;
        return true;
    }

    int failures() {
        return failures;
    }

    private Duration longer() {
        Duration longest = policy.longestPause();
        return pause.compareTo(longest.dividedBy(2)) < 0 ? pause.multipliedBy(2) : longest;
    }

    @Override
    public String toString() {
        return state + " after " + failures + " failures in a row, with pauses of " + pause;
    }
}
