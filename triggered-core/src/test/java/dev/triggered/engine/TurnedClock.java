package dev.triggered.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test turns, back too. */
final class TurnedClock implements InstantSource {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    Instant turn(Duration time) {
        now = now.plus(time);
        return now;
    }

    Instant turnMillis(long millis) {
        return turn(Duration.ofMillis(millis));
    }
}
