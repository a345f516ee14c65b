package dev.triggered;

import java.time.Instant;

/**
 * A version of a stream, which never changes.
 *
 * @param stream the stream as it was published
 * @param at when
 * @param by who published it
 */
public record StreamVersion(MailStream stream, Instant at, String by) {
    /**
     * Returns its number.
     *
     * @return 1 for the first one
     */
    public int number() {
        return stream.version();
    }
}
