package dev.triggered.spi;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What was counted, by the minute, the hour and the day. Thread-safe.
 *
 * <p>A store counts by itself: each message in the step that keeps it, each outcome in the step that takes it over, each report and
 * response in the step that records it for the first time. So a step that is repeated, or rolled back, counts as what it did. It keeps
 * roll-ups for as long as their {@linkplain dev.triggered.report.ReportPeriod#kept() period} says.
 */
public interface ReportStore {
    /**
     * Adds what was counted apart from messages.
     *
     * @param tally what was counted; not changed from here on
     * @throws dev.triggered.StoreException if the store failed; where {@code mayBeKept()} says that nobody knows whether it was done,
     *     a repetition may count twice
     */
    void add(Tally tally);

    /**
     * Has all that was counted before in the roll-ups, by other nodes too.
     *
     * @throws dev.triggered.StoreException if the store failed, or another node was at it for too long
     */
    void rollUp();

    /**
     * Finds roll-ups.
     *
     * @param search which ones
     * @return a page of them, by their keys
     */
    List<RollUp> find(Search search);

    /**
     * Which roll-ups are looked for.
     *
     * @param after behind which key; its kind is the kind of all
     * @param until before which time they begin
     * @param streams the numbers of their streams; empty for any
     * @param limit the most, at least 1
     */
    record Search(RollUp.Key after, Instant until, Set<Long> streams, int limit) {
        /**
         * Copies the components.
         *
         * @param after as for the record
         * @param until as for the record
         * @param streams as for the record
         * @param limit as for the record
         */
        public Search {
            streams = Set.copyOf(streams);
        }

        /**
         * Returns a search from a time on.
         *
         * @param kind the kind of the roll-ups
         * @param from the first time at which they begin
         * @param until as for the record
         * @param streams as for the record
         * @param limit as for the record
         * @return the search
         */
        public static Search of(RollUp.Kind kind, Instant from, Instant until, Set<Long> streams, int limit) {
            return new Search(new RollUp.Key(kind, from, -1, 0, ""), until, streams, limit);
        }

        /**
         * Returns this search for the next page.
         *
         * @param last the key of the last one that was found
         * @return a new search
         */
        public Search behind(RollUp.Key last) {
            return new Search(last, until, streams, limit);
        }
    }
}
