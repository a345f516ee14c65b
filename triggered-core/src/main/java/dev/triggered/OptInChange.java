package dev.triggered;

import java.time.Instant;

/**
 * A change of the transactional opt-in, on record.
 *
 * @param on whether it was switched on, or off
 * @param at when
 * @param by who did it: as {@link Suppressions#by} says
 */
public record OptInChange(boolean on, Instant at, String by) {}
