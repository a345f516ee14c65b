package dev.triggered.feedback;

import java.time.Instant;

/**
 * A mail that came back and could not be told to be about a message.
 *
 * @param number what names it; given by the store, 0 for one that is not kept yet
 * @param at when it came
 * @param summary what was read in it, on one line of at most 500 characters
 * @param head its beginning, at most 16 KiB of octets, each as the character of the same number
 */
public record UnmatchedMail(long number, Instant at, String summary, String head) {}
