package dev.triggered.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A row that trimming looks at.
 *
 * @param seq the row
 * @param id the id of its message
 * @param ended when the message ended; {@link Long#MAX_VALUE} while it has not
 * @param accepted when it was accepted
 * @param needed whether it says who was written to by a broadcast that may go on
 */
record Old(long seq, String id, long ended, long accepted, boolean needed) {
    /** The columns, of {@code m} the message. */
    static final String COLUMNS = """
            m.seq, m.id, m.ended_at, m.accepted_at, CASE WHEN m.broadcast IS NOT NULL AND EXISTS (
                SELECT 1 FROM triggered_broadcast b WHERE b.number = m.broadcast AND b.stage IN ('READING', 'FAILED'))
            THEN 1 ELSE 0 END""";

    static Old read(ResultSet rows) throws SQLException {
        long time = rows.getLong(3);
        long ended = rows.wasNull() ? Long.MAX_VALUE : time;
        return new Old(rows.getLong(1), rows.getString(2), ended, rows.getLong(4), rows.getInt(5) != 0);
    }

    /** Says whether it may be deleted that ended before a time. */
    boolean mayGo(long time) {
        return ended < time && !needed;
    }

    /** Returns where the step after these rows begins. Rows come by age, so behind one that is too young all others are. */
    static long next(List<Old> rows, Statements.Trim step) {
        if (rows.size() < Statements.Trim.STEP) {
            return Statements.Trim.LAST;
        }
        Old last = rows.get(rows.size() - 1);
        return last.accepted < step.ended() ? last.seq : Statements.Trim.LAST;
    }
}
