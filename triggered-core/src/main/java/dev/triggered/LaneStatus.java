package dev.triggered;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a lane stands. What waits in the store is the same on all nodes; the rest is of this process.
 *
 * @param lane its settings
 * @param waiting how many messages wait that are not held, due or not: those in the store, counted up to {@value #MOST_COUNTED}, and those in
 *     memory
 * @param firstDue when the first of them is due, which may be past; empty where none waits
 * @param sending how many are under way
 * @param breaker whether it tries
 */
public record LaneStatus(Lane lane, int waiting, Optional<Instant> firstDue, int sending, Breaker breaker) {
    /** Up to how many messages that wait in the store are counted. */
    public static final int MOST_COUNTED = 10_000;

    /**
     * Returns for how long the first message has been due.
     *
     * @param now the time
     * @return the age of the queue; zero where nothing is due
     */
    public Duration age(Instant now) {
        return firstDue.filter(due -> due.isBefore(now))
                .map(due -> Duration.between(due, now))
                .orElse(Duration.ZERO);
    }

    /**
     * Whether a lane tries.
     *
     * @param state whether it does
     * @param since since when it has not been closed; empty where it is
     * @param nextTry when a message is tried again; empty where it is not open
     */
    public record Breaker(BreakerState state, Optional<Instant> since, Optional<Instant> nextTry) {}
}
