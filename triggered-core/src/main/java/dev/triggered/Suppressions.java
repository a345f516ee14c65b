package dev.triggered;

import java.io.Reader;
import java.io.Writer;
import java.util.List;

/**
 * The addresses that must not be written to. They are kept in the store, so that all nodes that share it agree. Thread-safe.
 *
 * <p>A suppression holds from the moment when {@link #add} returns: from then on no node begins a mail to that address, whether it was
 * triggered before or after, waits, is held, or is tried again. What was with the dispatcher already may still go out. A
 * trigger is answered {@link Verdict#SUPPRESSED}; a message that was accepted before ends as {@link MessageState#SUPPRESSED}.
 *
 * <p>Addresses are the same if their {@linkplain EmailAddress#key() keys} are. There is one suppression for each address, reason and
 * stream. All methods that name a stream take a former name too, and throw an {@link IllegalArgumentException} where no stream has or
 * had it; all throw a {@link StoreException} where the store fails.
 */
public interface Suppressions {
    /**
     * Returns these suppressions with another name on record for what is changed through them.
     *
     * @param who such as a user's name or {@code "bounces"}, 1 to 100 printable characters; {@code "application"} by default
     * @return the same suppressions
     */
    Suppressions by(String who);

    /**
     * Has no stream write to an address.
     *
     * @param address such as {@code jane@example.com}
     * @param reason why
     * @return whether it is new; one that was there before stays as it was
     * @throws InvalidAddressException if mail cannot be sent to such an address anyway
     */
    default boolean add(String address, SuppressionReason reason) {
        return add(NewSuppression.of(address, reason));
    }

    /**
     * Has no stream, or one stream not, write to an address.
     *
     * @param suppression which address, and why
     * @return whether it is new; one that was there before stays as it was
     */
    boolean add(NewSuppression suppression);

    /**
     * Lifts a suppression.
     *
     * @param suppression as it was found
     * @return whether it was still there
     */
    boolean remove(Suppression suppression);

    /**
     * Lifts all suppressions of an address for one reason, those of single streams too.
     *
     * @param address the address
     * @param reason the reason
     * @return whether there were any
     * @throws InvalidAddressException if it is no address
     */
    default boolean remove(String address, SuppressionReason reason) {
        boolean any = false;
        for (Suppression each : find(address)) {
            any |= each.reason() == reason && remove(each);
        }
        return any;
    }

    /**
     * Finds the suppressions of an address.
     *
     * @param address the address
     * @return one for each reason and stream; empty where there are none
     * @throws InvalidAddressException if it is no address
     */
    List<Suppression> find(String address);

    /**
     * Looks suppressions up, a page at a time.
     *
     * @param query which ones
     * @return a page of them
     * @throws IllegalArgumentException if the query's cursor came from no page
     */
    SuppressionPage search(SuppressionQuery query);

    /**
     * Counts all suppressions, one by one: a tenth of a second for a million.
     *
     * @return how many there are
     */
    long count();

    /**
     * Adds what a file names, row by row, whatever its size. The columns are known by their names in the header: {@code address} is
     * needed; {@code reason}, {@code stream}, {@code note}, {@code at} and {@code by} may be there, as {@link #exportCsv} writes them.
     * Without {@code at} and {@code by} it is now, and by whoever imports. A row that cannot be taken is left out and reported.
     *
     * @param csv comma, semicolon or tab separated, with quotes as in RFC 4180; it is not closed
     * @param otherwise the reason of rows that name none
     * @return what became of the rows
     * @throws IllegalArgumentException if the header does not name what is needed
     * @throws TriggeredException if the file cannot be read to its end; the rows before are in, and it may be imported again
     */
    SuppressionImport importCsv(Reader csv, SuppressionReason otherwise);

    /**
     * Adds what a file names, as {@link #importCsv(Reader, SuppressionReason)}, each row of which names its reason.
     *
     * @param csv the file; it is not closed
     * @return what became of the rows
     * @throws IllegalArgumentException as there, and if there is no column {@code reason}
     * @throws TriggeredException as there
     */
    SuppressionImport importCsv(Reader csv);

    /**
     * Writes all suppressions as CSV, row by row, by address. What is added or lifted meanwhile may be written or not.
     *
     * @param csv where to; it is flushed, not closed
     * @return how many there were
     * @throws TriggeredException if it cannot be written
     */
    long exportCsv(Writer csv);

    /**
     * Says whether the transactional opt-in is on: an account-wide switch by which operational mail goes to addresses that are
     * suppressed for a {@linkplain SuppressionReason#isLiftable() liftable} reason.
     *
     * @return {@code false} unless it was switched on
     */
    boolean transactionalOptIn();

    /**
     * Switches the transactional opt-in. When this returns, all nodes begin mails by it.
     *
     * @param on whether it is on
     */
    void transactionalOptIn(boolean on);

    /**
     * Lists who switched the transactional opt-in.
     *
     * @return its last 1,000 changes, the newest first
     */
    List<OptInChange> optInChanges();
}
