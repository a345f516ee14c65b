package dev.triggered.jdbc;

import java.sql.SQLException;

/** What is done with the messages of a process that is gone: what was claimed waits again, and what was begun is to be inherited. */
final class Recovery {
    /** By which number the queue knows the process that has the file open. */
    static final long OWNER = 1;

    private static final String LEFT = "UPDATE triggered_queue SET owner = 0 WHERE owner > 0 AND begun = 1";
    private static final String CLAIMED = "UPDATE triggered_queue SET owner = NULL WHERE owner > 0 AND begun = 0";
    private static final String BROADCASTS = "UPDATE triggered_broadcast SET owner = NULL WHERE owner IS NOT NULL";
    private static final String ORPHANS = """
            DELETE FROM triggered_chunk WHERE message NOT IN (
                SELECT id FROM triggered_message WHERE state IS NULL OR keep_until IS NOT NULL)""";
    private static final String ENROLLED = "UPDATE triggered_turn SET owner = NULL WHERE owner IS NOT NULL";
    private static final String COUNT = "SELECT COUNT(*) FROM triggered_queue WHERE owner %s";

    private Recovery() {}

    static Found run(Session session) throws SQLException {
        session.change(LEFT);
        session.change(CLAIMED);
        session.change(BROADCASTS);
        session.change(ORPHANS);
        session.change(ENROLLED);
        return new Found(count(session, "IS NULL"), count(session, "= 0"));
    }

    private static long count(Session session, String which) throws SQLException {
        return session.list(rows -> rows.getLong(1), COUNT.formatted(which)).get(0);
    }

    /** How many messages wait, and how many were being sent. */
    record Found(long waiting, long left) {}
}
