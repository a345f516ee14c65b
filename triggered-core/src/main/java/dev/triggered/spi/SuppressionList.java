package dev.triggered.spi;

import dev.triggered.EmailAddress;
import dev.triggered.OptInChange;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The addresses that must not be written to, which all nodes share. A recipient is suppressed by each entry that has its
 * {@linkplain EmailAddress#key() key} and concerns all streams or the message's own, unless the entry's reason
 * {@linkplain SuppressionReason#isLiftable() is liftable} and the transactional opt-in is on; where there are several, the reason
 * that comes first counts. Thread-safe.
 *
 * <p>What a change says holds for each {@link Outbox#accept} and {@link Outbox#begin} of any node that starts after the change returned.
 */
public interface SuppressionList {
    /** The number that stands for all streams. */
    long ALL_STREAMS = 0;

    /**
     * Adds entries; those that are there stay as they are. All are added, or none.
     *
     * @param entries the entries, 1,000 at most
     * @return whether each was added, in the same order
     */
    List<Boolean> add(List<Entry> entries);

    /**
     * Takes an entry out.
     *
     * @param place which one
     * @return whether it was there
     */
    boolean remove(Place place);

    /**
     * Finds the entries of an address.
     *
     * @param address the {@linkplain EmailAddress#key() key} of the address
     * @return the entries in the order of their {@linkplain Place places}
     */
    List<Entry> of(String address);

    /**
     * Finds entries.
     *
     * @param search which ones
     * @return the entries in the order of their {@linkplain Place places}
     */
    List<Entry> find(Search search);

    /**
     * Counts all entries.
     *
     * @return how many there are
     */
    long count();

    /**
     * Switches the transactional opt-in.
     *
     * @param change how, when, and by whom; it is kept
     */
    void optIn(OptInChange change);

    /**
     * Returns how the transactional opt-in was switched; it is as the first one says, and off where there is none.
     *
     * @param limit the most changes, at least 1
     * @return the last changes, the newest first
     */
    List<OptInChange> optInChanges(int limit);

    /**
     * What an entry is known by, and its place among the others: by address, then stream, then the name of the reason, each text by
     * its characters' numbers.
     *
     * @param address the {@linkplain EmailAddress#key() key} of the address
     * @param stream the number of the stream, or {@link #ALL_STREAMS}
     * @param reason why
     */
    record Place(String address, long stream, SuppressionReason reason) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::address)
                .thenComparing(Place::stream)
                .thenComparing(place -> place.reason.name());

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * An entry.
     *
     * @param address the address, in the form of its key
     * @param reason why
     * @param stream the number of the stream, or {@link #ALL_STREAMS}
     * @param origin where it comes from
     */
    record Entry(EmailAddress address, SuppressionReason reason, long stream, Suppression.Origin origin) {
        /**
         * Returns its place.
         *
         * @return what it is known by
         */
        public Place place() {
            return new Place(address.key(), stream, reason);
        }
    }

    /**
     * Which entries are looked for.
     *
     * @param prefix how the address begins; empty for any
     * @param domain its domain; empty for any
     * @param reasons the reasons; empty for any
     * @param range where among those
     */
    record Search(String prefix, String domain, Set<SuppressionReason> reasons, Range range) {
        /**
         * Copies the components.
         *
         * @param prefix as for the record
         * @param domain as for the record
         * @param reasons as for the record
         * @param range as for the record
         */
        public Search {
            reasons = Set.copyOf(reasons);
        }
    }

    /**
     * Where entries are looked for.
     *
     * @param after behind which place; one with an empty address for the beginning
     * @param limit the most entries, at least 1
     */
    record Range(Place after, int limit) {}
}
