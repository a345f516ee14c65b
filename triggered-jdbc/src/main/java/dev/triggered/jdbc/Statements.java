package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.TallyMark;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the databases do each in its own way: steps on the tables, for many rows at once. Each can be repeated. */
interface Statements {
    /** The owner of messages that are held because their stream is quiet; no process has that number. */
    long PARKED = -1;

    /** Returns whose SQL they are in. */
    Dialect dialect();

    /** Keeps messages, but for those whose occurrence the unique index knows, and those whose recipients must not be written to. */
    List<Kept> accept(Session session, List<Candidate> candidates) throws SQLException;

    /** Finds the message that was kept before for an occurrence. */
    Optional<Kept> earlier(Session session, IdempotencyKey key) throws SQLException;

    /** Puts pieces of attachments. */
    List<Boolean> keepChunks(Session session, List<Chunk> chunks) throws SQLException;

    /** Takes out the pieces of the attachments of messages. */
    List<Boolean> dropChunks(Session session, List<MessageId> messages) throws SQLException;

    /** Takes messages that are due, by priority and then by due time; returns them in any order. */
    List<List<Loaded>> claim(Session session, List<Claim> claims) throws SQLException;

    /** Takes messages over that a process left when it had begun them. */
    List<List<Loaded>> inherit(Session session, List<Claim> claims) throws SQLException;

    /** Marks messages as begun that belong to their holders and whose recipients may be written to. */
    List<Fate> begin(Session session, List<Begin> messages) throws SQLException;

    /** Takes outcomes over; says of each whether its message belongs to its holder. */
    List<Boolean> record(Session session, List<Result> results) throws SQLException;

    /**
     * Lets messages wait again of which their holder knows that they were not sent, although their rows may say that they were
     * begun; says of each whether it belongs to its holder.
     */
    List<Boolean> release(Session session, List<Held> messages) throws SQLException;

    /** Holds messages that their holder has not begun; says of each whether it belonged to its holder. */
    List<Boolean> park(Session session, List<Held> messages) throws SQLException;

    /** Lets messages of a stream wait again that were held; says how many. */
    List<Integer> unpark(Session session, List<StreamClaim> claims) throws SQLException;

    /** Takes messages of a stream that are held or wait, due or not. */
    List<List<Loaded>> claimOf(Session session, List<StreamClaim> claims) throws SQLException;

    /** Takes messages of a broadcast, whose number stands in place of a stream's, that are held or wait, due or not. */
    List<List<Loaded>> claimOfBroadcast(Session session, List<StreamClaim> claims) throws SQLException;

    /** Takes messages that are not begun, whoever has them; of each an empty list where it is not to be had. */
    List<List<Loaded>> claimEach(Session session, List<MessageClaim> claims) throws SQLException;

    /** Deletes what is known of messages of streams that ended before a time, behind a row; a small step. */
    List<Trim.Done> trim(Session session, List<Trim> steps) throws SQLException;

    /** Deletes what the mails of ended messages were made from, where it was kept until a time that has come; a small step. */
    List<Integer> expire(Session session, List<Long> times) throws SQLException;

    /** Deletes pieces of attachments of no message, which came ahead of one that never came; a small step, of some limit. */
    List<Integer> sweep(Session session, List<Integer> limits) throws SQLException;

    /**
     * What the table said of a candidate.
     *
     * @param seq the row that it has now, 0 where it was not kept
     * @param first the message that was kept before, empty where there is none
     * @param fingerprint that message's data, as a hash in hexadecimal
     * @param suppressed why the recipient must not be written to, where nothing else is to be said; else empty
     */
    record Kept(long seq, String first, String fingerprint, String suppressed) {
        static Kept at(long seq) {
            return new Kept(seq, "", "", "");
        }

        static Kept before(String first, String fingerprint) {
            return new Kept(0, first, fingerprint, "");
        }

        static Kept suppressed(String reason) {
            return new Kept(0, "", "", reason);
        }
    }

    /**
     * A wish for messages.
     *
     * @param owner who takes them
     * @param lane their lane; empty for any, where they are inherited
     * @param now the time by which they are due
     * @param limit the most messages
     */
    record Claim(long owner, String lane, long now, int limit) {}

    /**
     * A wish for messages of a stream.
     *
     * @param owner who takes them
     * @param stream the number of the stream
     * @param limit the most messages
     */
    record StreamClaim(long owner, long stream, int limit) {}

    /**
     * A wish for one message.
     *
     * @param owner who takes it
     * @param message which one
     */
    record MessageClaim(long owner, MessageId message) {}

    /**
     * What a message is held by.
     *
     * @param seq its row
     * @param owner who took it
     */
    record Held(long seq, long owner) {}

    /**
     * A message that is to be marked as begun.
     *
     * @param held the message
     * @param address the key of its recipient's address
     * @param stream the number of its stream
     */
    record Begin(Held held, String address, long stream) {}

    /**
     * What became of a message that was to be marked as begun.
     *
     * @param begun whether it was
     * @param suppressed why its recipient must not be written to; empty where that is not what kept it
     */
    record Fate(boolean begun, String suppressed) {
        static final Fate BEGUN = new Fate(true, "");
        static final Fate LOST = new Fate(false, "");

        static Fate suppressed(String reason) {
            return new Fate(false, reason);
        }
    }

    /**
     * An outcome for a message.
     *
     * @param held the message
     * @param outcome what became of it
     * @param now when that is recorded
     * @param letter what the message is
     */
    record Result(Held held, Outcome outcome, long now, Holdings.Letter letter) {
        /** Returns how the outcome counts. */
        TallyMark mark() {
            return TallyMark.of(letter.place(), outcome, letter.since(), Times.toInstant(now));
        }
    }

    /**
     * A step of trimming.
     *
     * @param after the row behind which it begins
     * @param ended before which time a message ended that is deleted
     * @param whose which messages it is about
     */
    record Trim(long after, long ended, Whose whose) {
        static final int STEP = 500;

        /**
         * How far a step came.
         *
         * @param after the last row that it looked at
         * @param until the row behind which there is something that will have to be deleted soon
         * @param more whether there may be something to be deleted now behind the last row
         */
        record Done(long after, long until, boolean more) {}

        /**
         * Whose messages are trimmed.
         *
         * @param streams numbers of streams
         * @param these whether it is these, or all others
         */
        record Whose(Set<Long> streams, boolean these) {
            boolean has(long stream) {
                return streams.contains(stream) == these;
            }
        }
    }
}
