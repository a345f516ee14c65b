package dev.triggered.jdbc;

import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.NewArrival;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The steps that a database runs for programs, each for many items. As for {@link Statements}, each may be run again. */
interface ProgramStatements {
    /** Inserts enrolments; one whose occurrence is known, or whose contact is in a program that takes it once, is not kept. */
    List<Entered> accept(Session session, List<NewEnrolment> enrolments) throws SQLException;

    /** Finds what would keep an enrolment from being kept. */
    Optional<Entered> earlier(Session session, NewEnrolment enrolment) throws SQLException;

    /** Has events reach enrolments, at once or with the next claim. */
    List<Boolean> reach(Session session, List<NewArrival> arrivals) throws SQLException;

    /** Has all processes that share the database look for enrolments, when the transaction is committed. */
    List<Boolean> call(Session session, List<String> reasons) throws SQLException;

    /** Takes enrolments that are due. */
    List<List<Taken>> claim(Session session, List<Wish> wishes) throws SQLException;

    /** Lets all enrolments wait that some owners have claimed. */
    List<Integer> release(Session session, List<Long> owners) throws SQLException;

    /** Moves enrolments on, or ends them; answers when each is due next, {@link Long#MAX_VALUE} for an end, nothing where it may not. */
    List<OptionalLong> go(Session session, List<Move> moves) throws SQLException;

    /** Makes plans known that are not. */
    List<Boolean> register(Session session, List<Plan> plans) throws SQLException;

    /** Deletes what is known of enrolments that ended before a time; a small step, whose answer is how many there were. */
    List<Integer> trim(Session session, List<Long> times) throws SQLException;

    /**
     * What the table said of an enrolment that was to be inserted.
     *
     * @param seq the row that it has now, 0 where it was not kept
     * @param first the enrolment that was kept before, empty where there is none
     * @param fingerprint that one's data, as a hash in hexadecimal; empty where it is known by its contact alone
     */
    record Entered(long seq, String first, String fingerprint) {
        static final Entered UNKNOWN = new Entered(0, "", "");

        static Entered kept(long seq) {
            return new Entered(seq, "", "");
        }

        /** Reads the id and the fingerprint of one that has the same occurrence. */
        static Entered earlier(ResultSet rows, int column) throws SQLException {
            byte[] fingerprint = rows.getBytes(column + 1);
            return new Entered(0, rows.getString(column), fingerprint == null ? "" : Hashes.text(fingerprint));
        }
    }

    /**
     * A wish for enrolments.
     *
     * @param owner who takes them
     * @param programs of which programs, by which plans at most
     * @param now the time by which they are due
     * @param limit the most enrolments
     */
    record Wish(long owner, List<Plan> programs, long now, int limit) {}

    /**
     * A row that was taken, with the events that have reached it.
     *
     * @param row the row
     * @param arrivals the events, each with its body as it is in the database
     */
    record Taken(TurnRow row, List<ArrivalRow> arrivals) {}

    /**
     * An event that has reached an enrolment.
     *
     * @param event its name
     * @param number which one it is
     * @param cameAt when it came
     * @param body what came with it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ArrivalRow(String event, long number, long cameAt, byte[] body) {}

    /**
     * How an enrolment moves.
     *
     * @param seq its row
     * @param to where to
     * @param guard under which conditions; empty for whatever it is like
     * @param now the time
     * @param notes what goes with it
     */
    record Move(long seq, Position to, Optional<Guard> guard, long now, Notes notes) {}

    /**
     * What an enrolment has to be like to be advanced, and what its advance keeps.
     *
     * @param owner who claimed it
     * @param revision how often it was moved when it was claimed
     * @param seen how many events had reached it then
     * @param mailed whether it has sent a mail
     * @param failures how often its step has failed
     */
    record Guard(long owner, long revision, long seen, boolean mailed, int failures) {}

    /**
     * What goes with a move.
     *
     * @param plan by which plan it is; 0 for the one that it has
     * @param entries what happened
     * @param used the events that were used up
     * @param body what the contact carries, where that has changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Notes(int plan, List<HistoryEntry> entries, List<Arrival> used, Optional<byte[]> body) {}
}
