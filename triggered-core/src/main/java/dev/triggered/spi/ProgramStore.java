package dev.triggered.spi;

import dev.triggered.EmailAddress;
import dev.triggered.OverloadedException;
import dev.triggered.StoreException;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The contacts in programs. Thread-safe.
 *
 * <p>An enrolment belongs to the node that claimed it until that node advances it, claims again, or is found dead. What is due is
 * found by an index: a call takes no longer because more enrolments wait.
 */
public interface ProgramStore {
    /**
     * Makes sure that a program's plan is known. A plan that is not like the last one of its program becomes the next one.
     *
     * @param wanted the plan of the program as it is now; its number does not count
     * @return all plans of the program, the oldest first; the last one is like the wanted one
     */
    List<Plan> register(Plan wanted);

    /**
     * Returns the plans of all programs that were ever registered.
     *
     * @return the plans, those of one program behind each other, the oldest first
     */
    List<Plan> plans();

    /**
     * Keeps enrolments and events: all of them, but for enrolments whose idempotency key was kept before, and those in a program that
     * takes a contact once at a time and has it. An event reaches the enrolments of its contact that were accepted before it, in an
     * earlier call or in this one, and have not ended.
     *
     * @param enrolments the enrolments
     * @param arrivals the events
     * @return what was done with each enrolment, in their order
     * @throws OverloadedException if there was no room; nothing is kept then
     */
    List<Admission> accept(List<NewEnrolment> enrolments, List<NewArrival> arrivals);

    /**
     * Keeps enrolments and events in the transaction of a connection. After the commit the store tells the engine's {@link Waker}.
     *
     * @param transaction a connection to the database of this store, with auto-commit off; used on the calling thread only, and neither
     *     committed, rolled back nor closed
     * @param enrolments the enrolments
     * @param arrivals the events
     * @return what was done with each enrolment, in their order
     * @throws StoreException if this store cannot join that transaction, or its statement failed
     */
    default List<Admission> accept(Connection transaction, List<NewEnrolment> enrolments, List<NewArrival> arrivals) {
        throw StoreException.lasting(
                "this store cannot join a transaction of the host: use one on the host's own database");
    }

    /**
     * Says what {@link #accept} would do, and keeps nothing.
     *
     * @param enrolment an enrolment
     * @return what would be done with it
     */
    Admission probe(NewEnrolment enrolment);

    /**
     * Claims enrolments that are due, or that an event has reached: those that are due longest. One that an event has reached is due at
     * once. Called by one thread of a node; what it claimed before and did not advance is anybody's again.
     *
     * @param programs the last plans that this node knows of the programs that it runs; enrolments by a later plan, and those of other
     *     programs, are left alone
     * @param now the time by which they are due
     * @param limit the most enrolments, at least 1
     * @return the enrolments, which belong to this node now
     */
    List<DueEnrolment> claim(List<Plan> programs, Instant now, int limit);

    /**
     * Returns when the next unclaimed enrolment is due.
     *
     * @param programs as for {@link #claim}; enrolments by a later plan may be among those that count
     * @return the earliest time, which may be past, or empty if none waits
     */
    Optional<Instant> nextDue(List<Plan> programs);

    /**
     * Advances claimed enrolments, which are anybody's then. One that an event has reached since it was claimed is due at once. With
     * an enrolment that ends goes what its contact carries and the events that came.
     *
     * @param advances one for each enrolment
     * @param now the time
     * @return what became of each, in their order
     */
    List<Advanced> advance(List<Advance> advances, Instant now);

    /**
     * Puts an enrolment that has not ended at a position, whoever has claimed it.
     *
     * @param id which one
     * @param to the position; one that has ended takes it out
     * @param plan the number of the plan by which the position is written; 0 for the one that it has
     * @param entry what is recorded
     * @return {@code false} if it is not known or has ended
     */
    boolean move(EnrolmentId id, Position to, int plan, HistoryEntry entry);

    /**
     * Counts who is where.
     *
     * @return the counts of all steps at which somebody is
     */
    List<StepCount> counts();

    /**
     * Finds enrolments that have not ended.
     *
     * @param query which ones
     * @return a page of them, by step, then by when they were accepted
     * @throws IllegalArgumentException if the cursor is none of this store's
     */
    EnrolmentPage find(EnrolmentQuery query);

    /**
     * Finds the enrolments of a contact, the ended ones among them.
     *
     * @param contact the contact, compared by the key
     * @param limit the most enrolments
     * @return the latest ones, the oldest of them first
     */
    List<Enrolment> of(EmailAddress contact, int limit);

    /**
     * Finds an enrolment.
     *
     * @param id which one
     * @return its history, or empty if it is not known or no longer kept
     */
    Optional<EnrolmentHistory> find(EnrolmentId id);

    /**
     * What became of an advance.
     *
     * @param isDone whether the enrolment belonged to this node still, and was neither moved nor ended meanwhile; nothing was changed
     *     where it was not
     * @param due when it is due next; {@link Instant#MAX} where it has ended, and where nothing was changed
     */
    record Advanced(boolean isDone, Instant due) {
        /** Nothing was changed. */
        public static final Advanced REFUSED = new Advanced(false, Instant.MAX);
    }
}
