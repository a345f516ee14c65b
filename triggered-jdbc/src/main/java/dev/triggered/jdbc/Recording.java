package dev.triggered.jdbc;

import dev.triggered.MessageState;
import dev.triggered.spi.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes outcomes over, each for a message that is claimed. */
final class Recording implements Work<Integer> {
    private static final String CLAIMED = """
            SELECT q.seq FROM triggered_message m JOIN triggered_queue q ON q.seq = m.seq
            WHERE m.id = ? AND q.status <> 0 AND q.status < 3""";
    private static final String RETRY =
            "UPDATE triggered_queue SET status = 0, due_at = ?, attempts = attempts + 1 WHERE seq = ?";
    private static final String END = "UPDATE triggered_message SET state = ?, reason = ?, ended_at = ? WHERE seq = ?";
    private static final String QUEUE = "DELETE FROM triggered_queue WHERE seq = ?";
    private static final String PAYLOAD = "DELETE FROM triggered_payload WHERE seq = ?";
    private static final String CHUNKS = "DELETE FROM triggered_chunk WHERE message = ?";

    private final List<Outcome> outcomes;
    private final long now;

    Recording(List<Outcome> outcomes, Instant now) {
        this.outcomes = outcomes;
        this.now = Times.toMicros(now);
    }

    /** Returns how many were taken. */
    @Override
    public Integer run(Session session) throws SQLException {
        int taken = 0;
        for (Outcome outcome : outcomes) {
            Optional<Long> claimed =
                    session.find(rows -> rows.getLong(1), CLAIMED, outcome.id().value());
            if (claimed.isPresent()) {
                record(session, claimed.get(), outcome);
                taken++;
            }
        }
        return taken;
    }

    private void record(Session session, long seq, Outcome outcome) throws SQLException {
        if (outcome instanceof Outcome.Retried retried) {
            session.change(RETRY, Times.toMicros(retried.due()), seq);
            Attempts.insert(session, seq, retried.attempt());
        } else if (outcome instanceof Outcome.Ended ended) {
            end(session, seq, outcome, ended.state(), "");
            Attempts.insert(session, seq, ended.attempt());
        } else if (outcome instanceof Outcome.Dropped dropped) {
            end(session, seq, outcome, dropped.state(), dropped.reason());
        }
    }

    private void end(Session session, long seq, Outcome outcome, MessageState state, String reason)
            throws SQLException {
        session.change(END, state.name(), reason, now, seq);
        session.change(QUEUE, seq);
        session.change(PAYLOAD, seq);
        session.change(CHUNKS, outcome.id().value());
    }
}
