package dev.triggered.automation;

import java.time.Instant;

/**
 * Where a contact is in a program. A wait stands here as it was when it began, so that a change of the program does not reach it.
 *
 * @param standing how it stands
 * @param step the name of the step: the one to be taken, the one that waits, or the last one
 * @param time when the step is to be taken, when its wait is over, or when the contact left the program
 * @param awaits the name of the event that a wait is for; empty where there is none
 * @param otherwise the step that follows when that event did not come in time; empty for the end of the program, and where no event
 *     is waited for
 */
public record Position(Standing standing, String step, Instant time, String awaits, String otherwise) {
    /**
     * Returns the position before a step.
     *
     * @param step its name
     * @param due when it is to be taken
     * @return the position
     */
    public static Position before(String step, Instant due) {
        return new Position(Standing.READY, step, due, "", "");
    }

    /**
     * Returns the position in a step that waits for a time.
     *
     * @param step its name
     * @param until when the time is up
     * @return the position
     */
    public static Position waiting(String step, Instant until) {
        return new Position(Standing.WAITING, step, until, "", "");
    }

    /**
     * Returns the position in a step that waits for an event.
     *
     * @param step the step
     * @param until when the time is up
     * @return the position
     */
    public static Position waitingFor(Step.WaitFor step, Instant until) {
        return new Position(Standing.WAITING, step.name(), until, step.event().name(), step.otherwise());
    }

    /**
     * Returns the position of a contact that has left the program.
     *
     * @param standing how it ended
     * @param step the last step
     * @param at when
     * @return the position
     */
    public static Position ended(Standing standing, String step, Instant at) {
        if (!standing.isEnded()) {
            throw new IllegalArgumentException(standing + " is no end");
        }
        return new Position(standing, step, at, "", "");
    }
}
