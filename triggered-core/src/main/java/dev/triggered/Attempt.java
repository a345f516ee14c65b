package dev.triggered;

import java.time.Instant;

/**
 * One attempt to send a message.
 *
 * @param number 1 for the first
 * @param at when it ended
 * @param result how it ended
 */
public record Attempt(int number, Instant at, SendResult result) {
    /**
     * Checks and copies the components.
     *
     * @param number as for the record
     * @param at as for the record
     * @param result as for the record
     */
    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("attempts are counted from 1: " + number);
        }
    }
}
