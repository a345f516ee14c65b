package dev.triggered.spi;

import dev.triggered.EmailAddress;
import java.util.Set;

/**
 * An event for all enrolments of a contact in some programs.
 *
 * @param contact the contact, compared by the {@linkplain EmailAddress#key() key}
 * @param programs the names of the programs
 * @param arrival the event
 */
public record NewArrival(EmailAddress contact, Set<String> programs, Arrival arrival) {
    /**
     * Checks and copies the components.
     *
     * @param contact as for the record
     * @param programs as for the record
     * @param arrival as for the record
     */
    public NewArrival {
        programs = Set.copyOf(programs);
    }
}
