package dev.triggered.templates;

import java.time.ZoneId;
import java.util.Locale;

/** Turns a text into another one. Thread-safe. */
@FunctionalInterface
interface Helper {
    /**
     * Turns the text.
     *
     * @throws UnreadableException if it is not what the helper reads
     */
    String apply(String text, Locale locale, ZoneId zone) throws UnreadableException;

    /** Says what a helper reads, and never what it was given. */
    final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String expected) {
            super(expected);
        }
    }
}
