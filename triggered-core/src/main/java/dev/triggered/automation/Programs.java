package dev.triggered.automation;

import dev.triggered.StoreException;
import java.util.List;
import java.util.Optional;

/**
 * The programs, and who is where in them. Thread-safe. Each method throws a {@link StoreException} while the store is away.
 *
 * <p>A contact can be moved or taken out at any moment. A step that was being taken at that moment is still finished, and what became
 * of it is not recorded.
 */
public interface Programs {
    /**
     * Returns the programs of this application, and those that are gone but still have contacts.
     *
     * @return the programs, by name; counting takes time where a million contacts wait
     */
    List<ProgramStatus> list();

    /**
     * Finds contacts that are in a program now.
     *
     * @param query which ones
     * @return a page of them
     * @throws IllegalArgumentException if the query's cursor came from no page
     */
    EnrolmentPage find(EnrolmentQuery query);

    /**
     * Finds the enrolments of one contact in all programs, the ended ones among them as long as the store knows them.
     *
     * @param address the contact's address, compared by its {@linkplain dev.triggered.EmailAddress#key() key}
     * @return the enrolments in the order in which they began, the last 1,000 at most
     * @throws dev.triggered.InvalidAddressException if it is no address
     */
    List<Enrolment> of(String address);

    /**
     * Finds out what happened to a contact in a program.
     *
     * @param id which enrolment
     * @return its history, or empty if it is not known or no longer kept
     */
    Optional<EnrolmentHistory> find(EnrolmentId id);

    /**
     * Moves a contact to a step, which is taken at once.
     *
     * @param id which enrolment
     * @param step the name of a step of its program
     * @param who whoever does it, for the record
     * @return {@code false} if the enrolment has ended or is not known
     * @throws IllegalArgumentException if the program is gone or has no such step
     */
    boolean move(EnrolmentId id, String step, String who);

    /**
     * Takes a contact out of a program.
     *
     * @param id which enrolment
     * @param who whoever does it, for the record
     * @return {@code false} if the enrolment has ended or is not known
     */
    boolean takeOut(EnrolmentId id, String who);
}
