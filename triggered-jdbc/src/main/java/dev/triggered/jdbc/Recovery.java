package dev.triggered.jdbc;

import dev.triggered.SmtpReply;
import java.sql.SQLException;
import java.time.Instant;

/** What is done with the messages of a process that ended: everything waits again, and what was begun is on the record. */
final class Recovery {
    private static final SmtpReply REPLY =
            SmtpReply.none("4.3.0", "the process ended while the message was being sent: it may have been sent or not");
    private static final String ATTEMPTS = """
            INSERT INTO triggered_attempt (seq, number, ended_at, result, relay, code, enhanced_status, reply)
            SELECT seq, attempts + 1, ?, ?, '', ?, ?, ? FROM triggered_queue WHERE status = 2""";
    private static final String BEGUN =
            "UPDATE triggered_queue SET status = 0, attempts = attempts + 1 WHERE status = 2";
    private static final String CLAIMED = "UPDATE triggered_queue SET status = 0 WHERE status = 1";
    private static final String ORPHANS =
            "DELETE FROM triggered_chunk WHERE message NOT IN (SELECT id FROM triggered_message WHERE state IS NULL)";
    private static final String WAITING = "SELECT COUNT(*) FROM triggered_queue";

    private Recovery() {}

    static Found run(Session session, Instant now) throws SQLException {
        session.change(
                ATTEMPTS,
                Times.toMicros(now),
                Attempts.Kind.UNCERTAIN.name(),
                REPLY.code(),
                REPLY.enhancedStatus(),
                REPLY.text());
        int begun = session.change(BEGUN);
        session.change(CLAIMED);
        session.change(ORPHANS);
        return new Found(begun, session.list(rows -> rows.getLong(1), WAITING).get(0));
    }

    /** How many messages were being sent, and how many wait, those among them. */
    record Found(int begun, long waiting) {}
}
