package dev.triggered.spi;

import dev.triggered.automation.Enrolment;
import java.util.List;

/**
 * An enrolment that was claimed because its time has come or an event has reached it.
 *
 * @param enrolment which one, and where it is
 * @param progress how far it is
 * @param baggage what the contact carries
 * @param arrivals the events that came and were not used up: of each event the last one, in the order in which they came
 */
public record DueEnrolment(Enrolment enrolment, Progress progress, Baggage baggage, List<Arrival> arrivals) {
    /**
     * Checks and copies the components.
     *
     * @param enrolment as for the record
     * @param progress as for the record
     * @param baggage as for the record
     * @param arrivals as for the record
     */
    public DueEnrolment {
        arrivals = List.copyOf(arrivals);
    }
}
