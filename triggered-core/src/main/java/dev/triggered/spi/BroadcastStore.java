package dev.triggered.spi;

import dev.triggered.MessageState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The broadcasts of all nodes that share a store. It keeps what it is given: the rules are the engine's. Thread-safe.
 *
 * <p>A node <em>runs</em> a broadcast: it reads the recipients. A durable store forgets none of the idempotency keys of a broadcast
 * before all its recipients were read or it was cancelled, however long ago its messages ended: so nobody is written to twice,
 * whoever goes on with it.
 */
public interface BroadcastStore {
    /**
     * Has this node run a broadcast: one that is new, or one that is not over and that nobody else runs. Of one stream, one is run at a
     * time. May be repeated, where the answer was lost: that a node runs a broadcast once is its own business.
     *
     * @param id what it is called, which is unique in the store
     * @param stream the number of its stream, for one that is new
     * @param at when
     * @return whether this node runs it now
     */
    Begun begin(String id, long stream, Instant at);

    /**
     * Puts on record how far a run has come.
     *
     * @param number the broadcast
     * @param owner by which number this node runs it
     * @param tally how far
     * @param at when
     * @return the broadcast as it is now, or empty where this node does not run it any more
     */
    Optional<Entry> record(long number, long owner, Tally tally, Instant at);

    /**
     * Ends a run. Does nothing where this node does not run the broadcast any more; one that was cancelled stays so.
     *
     * @param number the broadcast
     * @param owner by which number this node runs it
     * @param end where it leaves the broadcast, and since when
     * @param tally how far it has come
     */
    void end(long number, long owner, Life end, Tally tally);

    /**
     * Pauses a broadcast that is not over and has not failed, or has it go on.
     *
     * @param number the broadcast
     * @param paused whether it is paused from now on
     * @param at when
     * @return whether it is so now; {@code false} where it has failed, was cancelled, all its messages have ended, or there is none
     */
    boolean pause(long number, boolean paused, Instant at);

    /**
     * Cancels a broadcast that is not over: whoever runs it learns that with its next record.
     *
     * @param number the broadcast
     * @param at when
     * @return whether it is cancelled now; {@code false} where all its messages have ended, or there is none
     */
    boolean cancel(long number, Instant at);

    /**
     * Finds a broadcast.
     *
     * @param id what it is called
     * @return the broadcast, or empty if there is none
     */
    Optional<Entry> find(String id);

    /**
     * Lists broadcasts.
     *
     * @param limit the most, at least 1
     * @return the last ones, the newest first
     */
    List<Entry> list(int limit);

    /**
     * Counts the messages of a broadcast that have not ended.
     *
     * @param number the broadcast
     * @param atMost up to which number each is counted, at least 1
     * @return how many wait
     */
    Waiting waiting(long number, int atMost);

    /**
     * Counts the messages of a broadcast by what became of them: the cost grows with their number.
     *
     * @param number the broadcast
     * @return how many are in each state that is {@linkplain MessageState#isEnd() an end}, as far as the store knows them yet, and
     *     how many have not ended, as {@link MessageState#QUEUED}; without the states in which there are none
     */
    Map<MessageState, Long> outcomes(long number);

    /** How far a broadcast is. */
    enum Stage {
        /** Recipients are read, or were when its run was interrupted. */
        READING,
        /** All recipients were read. */
        READ,
        /** Its recipients could not be read any further; it may be begun again. */
        FAILED,
        /** Somebody ended it. */
        CANCELLED
    }

    /**
     * A broadcast.
     *
     * @param number its number, which never changes and is given once, above 0
     * @param id what it is called
     * @param stream the number of its stream
     * @param standing where it is
     * @param tally how far it has come
     */
    record Entry(long number, String id, long stream, Standing standing, Tally tally) {}

    /**
     * Where a broadcast is.
     *
     * @param life its stage
     * @param paused whether it is paused
     * @param owner by which number a node runs it, 0 where none does
     * @param waits whether messages of it have not ended
     * @param startedAt when it was begun for the first time
     */
    record Standing(Life life, boolean paused, long owner, boolean waits, Instant startedAt) {
        /**
         * Returns its stage.
         *
         * @return the stage
         */
        public Stage stage() {
            return life.stage;
        }
    }

    /**
     * A stage.
     *
     * @param stage the stage
     * @param fault what made it fail; empty where nothing did
     * @param changedAt when something of the broadcast was changed last
     */
    record Life(Stage stage, String fault, Instant changedAt) {}

    /**
     * How far a run has come.
     *
     * @param rows how many rows were read
     * @param accepted how many messages were accepted, in earlier runs too
     * @param duplicates how many rows had an address that was written to before
     * @param rejected how many rows nobody can be written to by
     * @param suppressed how many rows had an address that must not be written to
     * @param position which part of the source was read, from 0 to 1; negative where nobody knows
     */
    record Tally(long rows, long accepted, long duplicates, long rejected, long suppressed, double position) {
        /** How far a broadcast is that was just begun. */
        public static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, -1);
    }

    /**
     * How many messages of a broadcast have not ended.
     *
     * @param fresh those without an attempt that has ended
     * @param retried those that are tried again
     */
    record Waiting(long fresh, long retried) {
        /**
         * Returns how many there are.
         *
         * @return all of them
         */
        public long all() {
            return fresh + retried;
        }
    }

    /** What came of beginning. */
    sealed interface Begun {
        /**
         * This node runs it now.
         *
         * @param entry the broadcast, with the number by which this node runs it as its owner
         */
        record Taken(Entry entry) implements Begun {}

        /**
         * It is over, or another node runs it.
         *
         * @param entry the broadcast
         */
        record Known(Entry entry) implements Begun {}

        /**
         * Another broadcast of the same stream is run.
         *
         * @param entry the other one
         */
        record Busy(Entry entry) implements Begun {}
    }
}
