package dev.triggered.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What a node says about itself and the others in PostgreSQL, each statement in a transaction of its own. None waits for a row that
 * a process which was stopped has locked, but for the sign of life, which touches no row but the node's.
 */
final class NodeStatements {
    private static final String REGISTER = "INSERT INTO triggered_node (name) VALUES (?) RETURNING id";
    private static final String BEAT = "UPDATE triggered_node SET beat_at = clock_timestamp() WHERE id = ?";
    private static final String REAP = """
            DELETE FROM triggered_node WHERE id = ANY (ARRAY(
                SELECT id FROM triggered_node
                WHERE beat_at < clock_timestamp() - ? * interval '1 microsecond' AND id <> ?
                FOR UPDATE SKIP LOCKED))
            RETURNING id""";

    /** Goes from owner to owner in the index, without those that hold; a node is registered before any row has its id. */
    private static final String GONE = """
            WITH RECURSIVE owners (owner) AS (
                (SELECT owner FROM triggered_queue WHERE owner > 0 ORDER BY owner LIMIT 1)
                UNION ALL
                SELECT (SELECT q.owner FROM triggered_queue q
                        WHERE q.owner IS NOT NULL AND q.owner > o.owner ORDER BY q.owner LIMIT 1)
                FROM owners o WHERE o.owner IS NOT NULL)
            SELECT o.owner FROM owners o
            WHERE o.owner IS NOT NULL AND NOT EXISTS (SELECT FROM triggered_node n WHERE n.id = o.owner)""";

    private static final String RELEASE = """
            UPDATE triggered_queue SET owner = NULL WHERE seq = ANY (ARRAY(
                SELECT q.seq FROM triggered_queue q
                WHERE q.owner = ? AND NOT q.begun AND NOT EXISTS (SELECT FROM triggered_node n WHERE n.id = ?)
                FOR UPDATE OF q SKIP LOCKED))""";
    private static final String CLAIMANTS = """
            WITH RECURSIVE owners (owner) AS (
                (SELECT owner FROM triggered_turn WHERE owner IS NOT NULL ORDER BY owner LIMIT 1)
                UNION ALL
                SELECT (SELECT t.owner FROM triggered_turn t
                        WHERE t.owner IS NOT NULL AND t.owner > o.owner ORDER BY t.owner LIMIT 1)
                FROM owners o WHERE o.owner IS NOT NULL)
            SELECT o.owner FROM owners o
            WHERE o.owner IS NOT NULL AND NOT EXISTS (SELECT FROM triggered_node n WHERE n.id = o.owner)""";

    private static final String GIVE_BACK = """
            UPDATE triggered_turn SET owner = NULL WHERE seq = ANY (ARRAY(
                SELECT t.seq FROM triggered_turn t
                WHERE t.owner = ? AND NOT EXISTS (SELECT FROM triggered_node n WHERE n.id = ?)
                FOR UPDATE OF t SKIP LOCKED))""";
    private static final String LEAVE = "DELETE FROM triggered_node WHERE id = ?";
    private static final String CALL = "SELECT pg_notify('" + NodeLink.CHANNEL + "', '')";

    /** Has all nodes look at the registry. */
    static final String CALL_FOR_REGISTRY = "SELECT pg_notify('" + NodeLink.REGISTRY + "', '')";

    private static final String ACKNOWLEDGE = "UPDATE triggered_node SET epoch = ? WHERE id = ?";
    private static final String UNACKNOWLEDGED = """
            SELECT id FROM triggered_node
            WHERE epoch < ? AND beat_at > clock_timestamp() - ? * interval '1 microsecond' LIMIT 1""";

    private final Session session;

    NodeStatements(Session session) {
        this.session = session;
    }

    /** Makes this process a node, and returns its id. */
    long register(String name) throws SQLException {
        return session.list(rows -> rows.getLong(1), REGISTER, name).get(0);
    }

    /** Says that a node works by an epoch of the registry; {@code false} where the node is none any more. */
    static boolean acknowledge(Session session, long node, long epoch) throws SQLException {
        boolean known = session.change(ACKNOWLEDGE, epoch, node) > 0;
        session.list(rows -> rows.getString(1), CALL_FOR_REGISTRY);
        return known;
    }

    /** Says whether all nodes work by an epoch that were heard of within a lease. */
    static boolean isAcknowledged(Session session, long epoch, Duration lease) throws SQLException {
        return session.find(rows -> rows.getLong(1), UNACKNOWLEDGED, epoch, lease.toNanos() / 1_000)
                .isEmpty();
    }

    /** Gives a sign of life. Returns {@code false} where the node is none any more. */
    boolean beat(long node) throws SQLException {
        return session.change(BEAT, node) > 0;
    }

    /** Takes the other nodes off that were not heard of for a lease, and returns those that nobody else took off. */
    List<Long> reap(long self, Duration lease) throws SQLException {
        return session.list(rows -> rows.getLong(1), REAP, lease.toNanos() / 1_000, self);
    }

    /** Lets the enrolments wait again that owners which are no nodes had claimed, and returns how many. */
    int giveBackEnrolments() throws SQLException {
        int given = 0;
        for (long gone : session.list(rows -> rows.getLong(1), CLAIMANTS)) {
            given += session.change(GIVE_BACK, gone, gone);
        }
        return given;
    }

    /** Lets the messages wait again that owners which are no nodes had claimed and not begun, and returns how many. */
    int releaseStrays() throws SQLException {
        int released = 0;
        for (long gone : session.list(rows -> rows.getLong(1), GONE)) {
            released += session.change(RELEASE, gone, gone);
        }
        session.change(SqlBroadcasts.LEAVE_GONE);
        return released;
    }

    /** Takes a node off, and lets the messages and enrolments wait again that it had claimed and not begun. */
    void leave(long node) throws SQLException {
        session.change(LEAVE, node);
        session.change(RELEASE, node, node);
        session.change(GIVE_BACK, node, node);
        session.change(SqlBroadcasts.LEAVE_GONE);
    }

    /** Has all nodes look for messages of any lane, and for what others left. */
    void callEverybody() throws SQLException {
        session.list(rows -> rows.getString(1), CALL);
    }
}
