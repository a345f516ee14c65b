package dev.triggered.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The messages to one address that came back softly in a row, in a transaction. */
final class SoftBounces {
    private static final String MINE = "SELECT seq FROM triggered_soft_bounce WHERE address = ?";
    private static final String ADD =
            "INSERT INTO triggered_soft_bounce (address, seq, sent_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String HAS_ARRIVED = """
            m.state = 'SENT' AND NOT EXISTS (SELECT 1 FROM triggered_report r WHERE r.seq = m.seq LIMIT 1 OFFSET 0)""";
    private static final String ARRIVED = "SELECT max(m.ended_at) FROM %s WHERE m.ended_at <= ? AND " + HAS_ARRIVED;
    private static final String BEFORE = "DELETE FROM triggered_soft_bounce WHERE address = ? AND sent_at <= ?";
    private static final String ALL = "DELETE FROM triggered_soft_bounce WHERE address = ?";
    private static final String COUNT = "SELECT count(*) FROM triggered_soft_bounce WHERE address = ?";
    private static final String ARRIVED_IN_POSTGRES = """
            SELECT DISTINCT s.address, m.ended_at FROM unnest(?::bigint[]) AS k(seq)
            CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = k.seq OFFSET 0) m
            CROSS JOIN LATERAL (SELECT * FROM triggered_soft_bounce s WHERE s.address = lower(m.recipient COLLATE "C") OFFSET 0) s
            WHERE\s""" + HAS_ARRIVED + " AND s.sent_at <= m.ended_at";
    private static final String ARRIVED_IN_SQLITE = """
            SELECT DISTINCT s.address, m.ended_at FROM triggered_message m
            JOIN triggered_soft_bounce s ON s.address = lower(m.recipient)
            WHERE\s""" + HAS_ARRIVED + " AND s.sent_at <= m.ended_at AND m.seq = ?";

    private final Session session;
    private final Dialect dialect;
    private final String address;

    SoftBounces(Session session, Dialect dialect, String address) {
        this.session = session;
        this.dialect = dialect;
        this.address = address;
    }

    /**
     * Counts a message, once, and returns how many there are behind the last one that has arrived.
     *
     * @param seq its row
     * @param sentAt when it was sent
     * @param sentBefore before when a message was sent that has arrived where it has not come back
     */
    long count(long seq, long sentAt, long sentBefore) throws SQLException {
        String lock = dialect == Dialect.POSTGRESQL ? " ORDER BY seq FOR UPDATE" : "";
        List<Long> unused = session.list(row -> row.getLong(1), MINE + lock, address);
        session.change(ADD, address, seq, sentAt);
        List<Long> arrived = session.list(
                row -> row.getLong(1), ARRIVED.formatted(new SearchSql(dialect).messagesTo()), address, sentBefore);
        session.change(BEFORE, address, arrived.get(0));
        return session.list(row -> row.getLong(1), COUNT, address).get(0);
    }

    /** Begins anew. */
    void forget() throws SQLException {
        session.change(ALL, address);
    }

    /** Lets messages count as arrived that are about to be forgotten. */
    static void arrived(Session session, Dialect dialect, List<Long> seqs) throws SQLException {
        List<Object[]> found = new ArrayList<>();
        if (dialect == Dialect.POSTGRESQL) {
            found.addAll(session.list(SoftBounces::arrived, ARRIVED_IN_POSTGRES, session.array("int8", seqs)));
        } else {
            for (long seq : seqs) {
                found.addAll(session.list(SoftBounces::arrived, ARRIVED_IN_SQLITE, seq));
            }
        }
        for (Object[] each : found) {
            session.change(BEFORE, each);
        }
    }

    private static Object[] arrived(ResultSet row) throws SQLException {
        return new Object[] {row.getString(1), row.getLong(2)};
    }
}
