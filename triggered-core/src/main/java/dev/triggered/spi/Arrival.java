package dev.triggered.spi;

import java.time.Instant;

/**
 * An event that came for a contact while it may have been in a program.
 *
 * @param event the name of the event
 * @param at when it was triggered
 * @param baggage what came with it
 * @param number which one it is for the store; 0 for one that is not kept yet
 */
public record Arrival(String event, Instant at, Baggage baggage, long number) {}
