package dev.triggered;

import java.util.List;

/**
 * Some of the dead letters, the one that ended last first.
 *
 * @param letters the dead letters
 * @param next what to {@linkplain DeadLetterQuery#after ask on} with; empty where there are no more
 */
public record DeadLetterPage(List<DeadLetter> letters, String next) {
    /**
     * Copies the components.
     *
     * @param letters as for the record
     * @param next as for the record
     */
    public DeadLetterPage {
        letters = List.copyOf(letters);
    }

    /**
     * Says whether there may be more.
     *
     * @return {@code true} if {@link #next()} is not empty
     */
    public boolean hasNext() {
        return !next.isEmpty();
    }
}
