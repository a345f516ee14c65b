package dev.triggered.spi;

import dev.triggered.MessageId;
import dev.triggered.OverloadedException;
import dev.triggered.StoreException;
import dev.triggered.SuppressionReason;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The messages that wait or are being sent. Thread-safe.
 *
 * <p>A message belongs to the node that claimed it until that node records its outcome, releases it, or is found dead.
 */
public interface Outbox {
    /**
     * Keeps messages: all of them, but for those whose idempotency key was kept before, and those whose recipient must not be written to:
     * a {@link SuppressionList} says that, and it is looked at in the same step. May wait for room, for a bounded time.
     *
     * @param messages the messages, in any order
     * @return what was done with each, in the same order
     * @throws OverloadedException if there was no room in time; nothing is kept then
     */
    List<Acceptance> accept(List<NewMessage> messages);

    /**
     * Keeps messages in the transaction of a connection: they are there when it commits, and were never there when it rolls back.
     * None of them is handed over. Uses the connection on the calling thread only, and neither commits, rolls back nor closes it.
     *
     * @param transaction a connection to the database of this store, with auto-commit off
     * @param messages the messages, in any order
     * @return what was done with each, in the same order
     * @throws dev.triggered.StoreException if this store cannot join that transaction, or its statement failed
     */
    default List<Acceptance> accept(Connection transaction, List<NewMessage> messages) {
        throw StoreException.lasting(
                "this store cannot join a transaction of the host: use one on the host's own database");
    }

    /**
     * Says what {@link #accept} would do, and keeps nothing.
     *
     * @param message a message
     * @return what would be done with it
     */
    Acceptance probe(NewMessage message);

    /**
     * Claims messages of a lane that are due and that nobody has claimed: by priority, and of one priority the one that is due longest first.
     *
     * @param lane the name of the lane
     * @param limit the most messages, at least 1
     * @return the messages, which belong to this node now
     */
    List<QueuedMessage> claim(String lane, int limit);

    /**
     * Counts the unclaimed messages of a lane, due or not, without those that are held.
     *
     * @param lane the name of the lane
     * @param most up to how many are counted, at least 1
     * @return how many wait, and when the first of all is due
     */
    LaneQueue queue(String lane, int most);

    /**
     * Returns when the next unclaimed message of a lane is due.
     *
     * @param lane the name of the lane
     * @return the earliest time, which may be past, or empty if no unclaimed message waits
     */
    default Optional<Instant> nextDue(String lane) {
        return queue(lane, 1).firstDue();
    }

    /**
     * Returns the lanes in which messages wait.
     *
     * @return their names
     */
    Set<String> lanes();

    /**
     * Marks claimed messages as being sent. From here on a crash leaves it unknown whether they were sent.
     *
     * <p>After an exception nothing was put on the wire, and the same messages may be asked for again, alone or with others: those
     * that the failed call had marked are returned then. A message that was begun twice without an exception in between is returned
     * the first time only.
     *
     * <p>Whether the recipient may be written to is looked at in the same step, so that none is begun after a {@link SuppressionList} has
     * taken it up. One that {@linkplain NewMessage#atOnce counted as begun} from its acceptance on was looked at then, and is looked at
     * again if it has waited for longer than a second.
     *
     * @param ids the messages
     * @return those that still belong to this node and may be put on the wire
     */
    Set<MessageId> begin(Set<MessageId> ids);

    /**
     * Says which of some messages the last {@link #begin} did not begin because their recipients must not be written to. They still
     * belong to this node, and wait for nothing but their outcome.
     *
     * @param ids the messages
     * @return those among them, with why
     */
    Map<MessageId, SuppressionReason> suppressed(Set<MessageId> ids);

    /**
     * Records what became of claimed messages. Called by one thread at a time, with all that there is at that moment. After an
     * exception that is not {@linkplain dev.triggered.TriggeredException#retryable() retryable} each of the outcomes is tried alone.
     *
     * @param outcomes one for each message; one for a message that does not belong to this node, or has ended, is ignored, so that a
     *     call that failed may be repeated
     */
    void record(List<Outcome> outcomes);

    /**
     * Gives claimed messages back that were not begun; anybody may claim them.
     *
     * @param ids the messages
     */
    void release(Set<MessageId> ids);

    /**
     * Holds claimed messages that were not begun, because their stream is quiet: nobody may claim them until they are
     * {@linkplain #unpark let go} or {@linkplain #claimOf taken up}.
     *
     * @param ids the messages
     */
    void park(Set<MessageId> ids);

    /**
     * Lets messages wait again that were held.
     *
     * @param stream the number of their stream
     * @param limit the most messages, at least 1
     * @return how many there were; fewer than the limit when there are no more
     */
    int unpark(long stream, int limit);

    /**
     * Claims messages of a stream that nobody has claimed, whether they are held or wait, due or not.
     *
     * @param stream the number of the stream
     * @param limit the most messages, at least 1
     * @return the messages, in any order, which belong to this node now; empty once there are no more
     */
    List<QueuedMessage> claimOf(long stream, int limit);

    /**
     * Claims messages of a broadcast that nobody has claimed, whether they are held or wait, due or not.
     *
     * @param broadcast the number of the broadcast
     * @param limit the most messages, at least 1
     * @return the messages, in any order, which belong to this node now; empty once there are no more
     */
    List<QueuedMessage> claimOfBroadcast(long broadcast, int limit);

    /**
     * Claims a message that is not begun, whoever has claimed it, and whether it is held or waits, due or not. From here on it waits for
     * nothing but its outcome: nobody {@linkplain #begin begins} it, and it is neither released nor held.
     *
     * @param id the message
     * @return the message, which belongs to this node now, or empty if it is begun, has ended or is not known
     */
    Optional<QueuedMessage> claim(MessageId id);

    /**
     * Says whether there are messages of a stream that have not ended, wherever they are.
     *
     * @param stream the number of the stream
     * @return {@code true} if there is one at least
     */
    boolean holdsAny(long stream);

    /**
     * Takes over messages that were begun by a node that is gone: nobody knows whether they were sent. They belong to this node
     * then, as if it had begun them, and wait for nothing but their outcome.
     *
     * @param limit the most messages, at least 1
     * @return the messages; empty once there are no more, and always for a store that does not outlive its process
     */
    default List<QueuedMessage> inherit(int limit) {
        return List.of();
    }
}
