package dev.triggered.feedback;

import java.time.Instant;

/**
 * A mail that came back and could not be told to be about a message. What is longer is cut.
 *
 * @param number what names it; given by the store, 0 for one that is not kept yet
 * @param at when it came
 * @param summary what was read in it, on one line of at most 500 characters
 * @param head its beginning, at most 16 KiB of octets, each as the character of the same number
 */
public record UnmatchedMail(long number, Instant at, String summary, String head) {
    private static final int LONGEST_SUMMARY = 500;
    private static final int LONGEST_HEAD = 16 * 1_024;

    /**
     * Checks the components, and brings them into their form.
     *
     * @param number as for the record
     * @param at as for the record
     * @param summary as for the record
     * @param head as for the record
     */
    public UnmatchedMail {
        summary = Line.of(summary, LONGEST_SUMMARY);
        head = head.length() <= LONGEST_HEAD ? head : head.substring(0, LONGEST_HEAD);
        if (head.chars().anyMatch(octet -> octet > 0xff)) {
            throw new IllegalArgumentException(
                    "the beginning of a mail is given as octets, of which none is above 255");
        }
    }

    /** Returns all but its content. */
    @Override
    public String toString() {
        return "UnmatchedMail[number=" + number + ", at=" + at + "]";
    }
}
