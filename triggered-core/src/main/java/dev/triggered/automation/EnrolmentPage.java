package dev.triggered.automation;

import java.util.List;

/**
 * Some of the contacts in a program, by step, and at one step in the order in which they came.
 *
 * @param enrolments the contacts
 * @param next what to {@linkplain EnrolmentQuery#after ask on} with; empty where there are no more
 */
public record EnrolmentPage(List<Enrolment> enrolments, String next) {
    /**
     * Checks and copies the components.
     *
     * @param enrolments as for the record
     * @param next as for the record
     */
    public EnrolmentPage {
        enrolments = List.copyOf(enrolments);
    }

    /**
     * Says whether there are more.
     *
     * @return {@code true} if {@link #next()} is not empty
     */
    public boolean hasNext() {
        return !next.isEmpty();
    }
}
