package dev.triggered.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * What a subscriber has not been told yet.
 *
 * @param notices how many notices; {@value #MOST} stands for that many or more
 * @param oldest since when the oldest of them waits; empty where there is none
 */
public record Backlog(int notices, Optional<Instant> oldest) {
    /** How far notices are counted. */
    public static final int MOST = 10_000;
}
