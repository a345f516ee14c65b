package dev.triggered.jdbc;

import dev.triggered.jdbc.Statements.Trim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A row that trimming looks at.
 *
 * @param seq the row
 * @param id the id of its message
 * @param stream the number of its stream
 * @param times when it was accepted and when it ended
 * @param needed whether it says who was written to by a broadcast that may go on
 */
record Old(long seq, String id, long stream, Span times, boolean needed) {
    /** The columns, of {@code m} the message. */
    static final String COLUMNS = """
            m.seq, m.id, m.ended_at, m.accepted_at, m.stream_number, CASE WHEN m.broadcast IS NOT NULL AND EXISTS (
                SELECT 1 FROM triggered_broadcast b WHERE b.number = m.broadcast AND b.stage IN ('READING', 'FAILED'))
            THEN 1 ELSE 0 END""";

    static Old read(ResultSet rows) throws SQLException {
        long time = rows.getLong(3);
        long ended = rows.wasNull() ? Long.MAX_VALUE : time;
        Span times = new Span(rows.getLong(4), ended);
        return new Old(rows.getLong(1), rows.getString(2), rows.getLong(5), times, rows.getInt(6) != 0);
    }

    /** Says whether a step deletes it. */
    boolean mayGo(Trim step) {
        return step.whose().has(stream) && times.ended < step.ended() && !needed;
    }

    /** Says whether it stays and one of the next steps will delete it, so that none begins behind it. */
    private boolean holds(Trim step) {
        boolean soon = (times.hasEnded() && !needed) || times.accepted >= step.ended();
        return step.whose().has(stream) && !mayGo(step) && soon;
    }

    /** Returns how far a step came that looked at these rows. They come by age, so behind one that is too young all others are. */
    static Trim.Done done(List<Old> rows, Trim step) {
        long last = rows.isEmpty() ? step.after() : rows.get(rows.size() - 1).seq;
        boolean more = rows.size() == Trim.STEP && rows.get(rows.size() - 1).times.accepted < step.ended();
        long held = rows.stream()
                .filter(row -> row.holds(step))
                .mapToLong(row -> row.seq - 1)
                .findFirst()
                .orElse(last);
        return new Trim.Done(last, held, more);
    }

    /**
     * The times of a message.
     *
     * @param accepted when it was accepted
     * @param ended when it ended; {@link Long#MAX_VALUE} while it has not
     */
    record Span(long accepted, long ended) {
        boolean hasEnded() {
            return ended != Long.MAX_VALUE;
        }
    }
}
