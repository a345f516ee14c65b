package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Position;
import dev.triggered.automation.Standing;
import dev.triggered.spi.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row of an enrolment that was claimed.
 *
 * @param seq the row
 * @param enrolment which enrolment, and where it is
 * @param progress how far it is
 * @param seen how many events have reached it
 * @param body what the contact carries; empty where that is gone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TurnRow(long seq, Enrolment enrolment, Progress progress, long seen, byte[] body) {
    /** What is always known of an enrolment {@code e}, and where it is by its turn {@code t}, if it has not ended. */
    static final String ENROLMENT = "e.id, e.program, e.address, e.started_at, e.standing, e.step, e.ended_at,"
            + " t.standing, t.step, t.until_at, t.awaits, t.otherwise";

    /** The columns for {@link #read}, with the turn {@code t} and the baggage {@code b}. */
    static final String COLUMNS = ENROLMENT + ", t.seq, t.plan, t.revision, t.mailed, t.failures, t.arrivals, b.body";

    static TurnRow read(ResultSet rows) throws SQLException {
        byte[] body = rows.getBytes(19);
        Progress progress = new Progress(rows.getInt(14), rows.getLong(15), rows.getBoolean(16), rows.getInt(17));
        return new TurnRow(
                rows.getLong(13), enrolment(rows), progress, rows.getLong(18), body == null ? new byte[0] : body);
    }

    /** Reads a row of {@link #ENROLMENT}. */
    static Enrolment enrolment(ResultSet rows) throws SQLException {
        return new Enrolment(
                new EnrolmentId(rows.getString(1)),
                rows.getString(2),
                EmailAddress.parse(rows.getString(3)),
                Times.toInstant(rows.getLong(4)),
                position(rows));
    }

    private static Position position(ResultSet rows) throws SQLException {
        String standing = rows.getString(8);
        return standing == null
                ? Position.ended(
                        Standing.valueOf(rows.getString(5)), rows.getString(6), Times.toInstant(rows.getLong(7)))
                : new Position(
                        Standing.valueOf(standing),
                        rows.getString(9),
                        Times.toInstant(rows.getLong(10)),
                        rows.getString(11),
                        rows.getString(12));
    }
}
