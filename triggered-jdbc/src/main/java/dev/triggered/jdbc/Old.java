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
 */
record Old(long seq, String id, long ended, long accepted) {
    static Old read(ResultSet rows) throws SQLException {
        long time = rows.getLong(3);
        long ended = rows.wasNull() ? Long.MAX_VALUE : time;
        return new Old(rows.getLong(1), rows.getString(2), ended, rows.getLong(4));
    }

    boolean endedBefore(long time) {
        return ended < time;
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
