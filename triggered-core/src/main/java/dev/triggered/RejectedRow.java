package dev.triggered;

/**
 * A recipient of a broadcast who cannot be written to.
 *
 * @param line the line of a file on which the row begins, or the place in another source, from 1
 * @param recipient who it is, as far as that can be read; empty where it cannot
 * @param reason what is wrong
 */
public record RejectedRow(long line, String recipient, String reason) {
    /** Shows all: {@code line 17, jane@: an address has ...}. */
    @Override
    public String toString() {
        return "line " + line + (recipient.isEmpty() ? "" : ", " + recipient) + ": " + reason;
    }
}
