package dev.triggered.automation;

import java.util.List;

/**
 * What happened to a contact in a program.
 *
 * @param enrolment which enrolment, and where it is now
 * @param entries what happened, the oldest first; the last {@value #MOST_ENTRIES} at most
 */
public record EnrolmentHistory(Enrolment enrolment, List<HistoryEntry> entries) {
    /** How many entries are kept of one enrolment. */
    public static final int MOST_ENTRIES = 100;

    /**
     * Checks and copies the components.
     *
     * @param enrolment as for the record
     * @param entries as for the record
     */
    public EnrolmentHistory {
        entries = List.copyOf(entries);
    }
}
