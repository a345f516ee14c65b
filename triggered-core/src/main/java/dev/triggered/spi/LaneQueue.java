package dev.triggered.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * What waits in a store for a lane.
 *
 * @param waiting how many messages wait
 * @param firstDue when the first of them is due, which may be past; empty where none waits
 */
public record LaneQueue(int waiting, Optional<Instant> firstDue) {}
