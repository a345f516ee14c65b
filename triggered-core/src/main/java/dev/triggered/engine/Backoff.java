package dev.triggered.engine;

import dev.triggered.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after an attempt: exponential, up to a longest delay, scattered by chance. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Returns the delay after so many attempts, at least 1. */
    Duration after(int attempts, RetryPolicy policy) {
        int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
        double grown = millis(policy.firstDelay()) * Math.pow(2, doublings);
        double delay = Math.min(grown, millis(policy.longestDelay()));
        double scatter = policy.jitter() * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.max(1, Math.round(delay * (1 + scatter))));
    }

    /** Unlike {@link Duration#toMillis()}, neither cut to nothing below one nor too much for a {@code long}. */
    private static double millis(Duration duration) {
        return duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
    }
}
