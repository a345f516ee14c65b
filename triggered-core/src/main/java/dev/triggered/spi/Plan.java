package dev.triggered.spi;

import java.util.List;
import java.util.Optional;

/**
 * The steps that a program had at some time, so that a contact at a step that is gone finds the way.
 *
 * @param program the name of the program
 * @param number 1 for its first plan, and one more for each change
 * @param steps the names of its steps, in their order
 * @param events the names of the events that reach its contacts
 */
public record Plan(String program, int number, List<String> steps, List<String> events) {
    /**
     * Checks and copies the components.
     *
     * @param program as for the record
     * @param number as for the record
     * @param steps as for the record
     * @param events as for the record
     */
    public Plan {
        steps = List.copyOf(steps);
        events = List.copyOf(events);
    }

    /**
     * Finds the steps behind one.
     *
     * @param step the name of a step
     * @return the names behind it, or empty if this plan does not have it
     */
    public Optional<List<String>> behind(String step) {
        int place = steps.indexOf(step);
        return place < 0 ? Optional.empty() : Optional.of(steps.subList(place + 1, steps.size()));
    }

    /**
     * Says whether another plan is the same but for its number.
     *
     * @param other the other one
     * @return {@code true} if program, steps and events are equal
     */
    public boolean isLike(Plan other) {
        return program.equals(other.program) && steps.equals(other.steps) && events.equals(other.events);
    }
}
