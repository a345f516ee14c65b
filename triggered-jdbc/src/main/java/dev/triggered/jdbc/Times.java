package dev.triggered.jdbc;

import java.time.Instant;

/** Times as columns keep them: microseconds since 1970, and the largest number for never. */
final class Times {
    private static final long PER_SECOND = 1_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / PER_SECOND;

    private Times() {}

    static long toMicros(Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds >= MOST_SECONDS) {
            return Long.MAX_VALUE;
        }
        if (seconds <= -MOST_SECONDS) {
            return Long.MIN_VALUE;
        }
        return seconds * PER_SECOND + time.getNano() / 1_000;
    }

    static Instant toInstant(long micros) {
        if (micros == Long.MAX_VALUE) {
            return Instant.MAX;
        }
        if (micros == Long.MIN_VALUE) {
            return Instant.MIN;
        }
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }
}
