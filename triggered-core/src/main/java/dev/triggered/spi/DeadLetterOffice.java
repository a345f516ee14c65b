package dev.triggered.spi;

import dev.triggered.DeadLetter;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.RetryVerdict;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The messages that have ended, as those that may be sent again. Thread-safe. */
public interface DeadLetterOffice {
    /**
     * Finds dead letters. It may end before it has found as many as are asked for, so that no call reads too many.
     *
     * @param query which ones; its stream stands aside
     * @param streams the names of streams under which they were accepted; empty for any
     * @return the dead letters, the one that ended last first; the cursor of the next page is a {@link Place#cursor() place}
     * @throws IllegalArgumentException if the query's cursor came from no page
     */
    DeadLetterPage find(DeadLetterQuery query, Set<String> streams);

    /**
     * Lets dead letters wait again, all in one step: each as the same message, with as many attempts as were made. One that is of a
     * broadcast is among its messages that wait. Whether the recipient may be written to is looked at in the same step.
     *
     * @param revivals the dead letters, no two with the same id
     * @return what became of each, in the same order; {@link RetryVerdict#QUEUED} for one that waits again
     * @throws dev.triggered.OverloadedException if there is no room; none waits again then
     */
    List<RetryVerdict> revive(List<Revival> revivals);

    /**
     * Keeps a copy of a message that was sent, which waits and is of no broadcast. Whether the recipient may be written to is looked at in
     * the same step.
     *
     * @param copying which message, and as what
     * @return what became of it; {@link RetryVerdict#QUEUED} for one whose copy waits
     * @throws dev.triggered.OverloadedException if there is no room
     */
    RetryVerdict copy(Copying copying);

    /**
     * A dead letter that is to wait again.
     *
     * @param id which message
     * @param route where it comes from and goes; its broadcast is the one that it was of, whatever stands here
     * @param schedule when it is due, and before which others; it expires when it would have before, unless it has
     *     {@linkplain MessageState#EXPIRED expired}, or would have when it is due
     */
    record Revival(MessageId id, QueuedMessage.Route route, QueuedMessage.Schedule schedule) {}

    /**
     * A message that was sent and is to be copied.
     *
     * @param original which message
     * @param copy which message the copy is; its recipient is that of the original
     * @param route where the copy comes from and goes
     * @param schedule when the copy is sent
     */
    record Copying(MessageId original, MessageInfo copy, QueuedMessage.Route route, QueuedMessage.Schedule schedule) {}

    /**
     * Where a dead letter stands among the others: the one that ended last first, of those that ended at the same time the last id.
     *
     * @param endedAt when it ended
     * @param id the id of the message
     */
    record Place(Instant endedAt, String id) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::endedAt).thenComparing(Place::id).reversed();
        private static final char BETWEEN = '/';

        /**
         * Returns where a dead letter stands.
         *
         * @param letter the dead letter
         * @return its place
         */
        public static Place of(DeadLetter letter) {
            return new Place(letter.endedAt(), letter.message().id().value());
        }

        /**
         * Returns the place behind which a query begins.
         *
         * @param query the query
         * @return that of its cursor, or that of its period, whichever comes later
         * @throws IllegalArgumentException if its cursor came from no page
         */
        public static Place first(DeadLetterQuery query) {
            Place begin = new Place(query.ended().until(), "");
            String cursor = query.page().cursor();
            if (cursor.isEmpty()) {
                return begin;
            }
            Place behind = read(cursor);
            return behind.compareTo(begin) > 0 ? behind : begin;
        }

        private static Place read(String cursor) {
            int end = cursor.indexOf(BETWEEN);
            try {
                return new Place(
                        Instant.parse(cursor.substring(0, end)), new MessageId(cursor.substring(end + 1)).value());
            } catch (IndexOutOfBoundsException | DateTimeParseException | IllegalArgumentException e) {
                throw new IllegalArgumentException("this cursor came from no page", e);
            }
        }

        /**
         * Returns this place as a cursor.
         *
         * @return what {@link #first} reads
         */
        public String cursor() {
            return endedAt + "" + BETWEEN + id;
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }
}
