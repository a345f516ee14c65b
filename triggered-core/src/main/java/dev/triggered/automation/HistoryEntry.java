package dev.triggered.automation;

import java.time.Instant;

/**
 * What happened to a contact at one step.
 *
 * @param at when
 * @param step the name of the step; empty for the end of a program without an exit of its own
 * @param happening what happened
 * @param note what there is to say beyond that: one line of at most 500 characters
 */
public record HistoryEntry(Instant at, String step, Happening happening, String note) {
    private static final int LONGEST_NOTE = 500;

    /**
     * Checks and copies the components.
     *
     * @param at as for the record
     * @param step as for the record
     * @param happening as for the record
     * @param note as for the record; put on one line, and cut where it is longer
     */
    public HistoryEntry {
        note = ProgramText.excerpt(note, LONGEST_NOTE);
    }
}
