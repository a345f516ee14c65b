package dev.triggered.automation;

import dev.triggered.EmailAddress;
import java.time.Instant;

/**
 * One contact's way through one program.
 *
 * @param id which one
 * @param program the name of the program
 * @param contact the address of the contact when the program started
 * @param startedAt when the trigger was accepted that started it
 * @param position where the contact is now
 */
public record Enrolment(EnrolmentId id, String program, EmailAddress contact, Instant startedAt, Position position) {
    /**
     * Returns this enrolment at another position.
     *
     * @param next the position
     * @return a new one
     */
    public Enrolment at(Position next) {
        return new Enrolment(id, program, contact, startedAt, next);
    }
}
