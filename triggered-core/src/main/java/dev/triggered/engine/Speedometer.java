package dev.triggered.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How fast a lane sends, measured over its last 256 to 512 messages; the clock is looked at once for 256 of them. Guarded by its
 * lane's lock.
 */
final class Speedometer {
    private static final int WINDOW = 256;
    private static final Duration SHORTEST = Duration.ofMillis(5);

    private Instant before;
    private Instant mark;
    private int countBefore;
    private int count;

    Speedometer(Instant now) {
        this.before = now;
        this.mark = now;
    }

    void began(int messages, InstantSource clock) {
        count += messages;
        if (count >= WINDOW) {
            before = mark;
            mark = clock.instant();
            countBefore = count;
            count = 0;
        }
    }

    /** Returns the messages for each second. */
    double at(Instant now) {
        Duration time = Duration.between(before, now);
        Duration measured = time.compareTo(SHORTEST) < 0 ? SHORTEST : time;
        return (countBefore + count) / (measured.getSeconds() + measured.getNano() / 1e9);
    }
}
