package dev.triggered.spi;

import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import java.util.List;

/**
 * How a claimed enrolment goes on.
 *
 * @param from the enrolment as it was claimed
 * @param to where it is now
 * @param progress how far it is now; its revision is that of the claim, and the store adds one
 * @param baggage what the contact carries now; something else than before only where an event was used up
 * @param notes what happened, and which events were used up by that
 */
public record Advance(DueEnrolment from, Position to, Progress progress, Baggage baggage, Notes notes) {
    /**
     * Says whether the contact carries something else than before.
     *
     * @return {@code true} if the store has to keep the baggage
     */
    public boolean hasNewBaggage() {
        return !notes.used.isEmpty();
    }

    /**
     * What there is to record about an advance.
     *
     * @param entries what happened, in this order
     * @param used the events that were used up
     */
    public record Notes(List<HistoryEntry> entries, List<Arrival> used) {
        /**
         * Checks and copies the components.
         *
         * @param entries as for the record
         * @param used as for the record
         */
        public Notes {
            entries = List.copyOf(entries);
            used = List.copyOf(used);
        }
    }
}
