package dev.triggered.jdbc;

import dev.triggered.MessageState;
import dev.triggered.feedback.Response;
import dev.triggered.spi.FeedbackLog.Kind;
import dev.triggered.spi.Outcome;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps notices for those who subscribe to them, in the transaction of the steps of which they tell; where nobody does, it asks that once and
 * writes nothing. Used in one transaction.
 */
final class Noticing {
    /** The columns that are told. */
    static final String TOLD = "occasion, happened_at, attempt, code, enhanced_status, reply, reason, due_at";

    /** The same with those that are told of a response; nothing stands there for anything else. */
    static final String ALL_TOLD = TOLD + ", link, responder, client";

    /** Puts what a query finds: the subscriber, the {@linkplain #MESSAGE message} and what is {@linkplain #TOLD told}. */
    static final String INSERT =
            "INSERT INTO triggered_notice (subscriber, message, id, stream, version, recipient, broadcast, " + TOLD
                    + ")";

    /** The columns of {@code m} the message. */
    static final String MESSAGE = "m.seq, m.id, m.stream, m.version, m.recipient, m.broadcast";

    private static final String ANY = "SELECT subscriber FROM triggered_subscription LIMIT 1";
    private static final String SELECT = INSERT + " SELECT s.subscriber, " + MESSAGE + ", ";
    private static final String ENDED = SELECT + """
                m.state, m.ended_at, COALESCE(m.attempt, 0), COALESCE(m.code, 0), COALESCE(m.enhanced_status, ''), COALESCE(m.reply, ''),
                m.reason, m.ended_at
            FROM triggered_message m JOIN triggered_subscription s ON s.occasion = m.state AND s.stream IN (0, m.stream_number)
            WHERE m.seq = ?""";
    private static final String RETRIED = SELECT + """
                s.occasion, a.ended_at, a.number, a.code, a.enhanced_status, a.reply, '', a.ended_at
            FROM triggered_attempt a JOIN triggered_message m ON m.seq = a.seq
            JOIN triggered_subscription s ON s.occasion = 'DEFERRED' AND s.stream IN (0, m.stream_number)
            WHERE a.seq = ? AND a.number = ?""";
    private static final String CAME_BACK = SELECT + """
                s.occasion, r.came_at, 0, r.code, r.enhanced_status, r.reply, r.reason, r.came_at
            FROM triggered_report r JOIN triggered_message m ON m.seq = r.seq
            JOIN triggered_subscription s ON s.occasion = ? AND s.stream IN (0, m.stream_number)
            WHERE r.seq = ? AND r.kind = ?""";

    private static final String ANY_RESPONSE =
            "SELECT subscriber FROM triggered_subscription WHERE occasion IN ('OPENED', 'CLICKED') LIMIT 1";
    private static final String RESPONDED = "INSERT INTO triggered_notice (subscriber, message, id, stream, version,"
            + " recipient, broadcast, " + ALL_TOLD + ") SELECT s.subscriber, " + MESSAGE + ", " + """
                s.occasion, r.came_at, 0, 0, '', '', '', r.came_at, r.link, r.responder, r.client
            FROM triggered_response r JOIN triggered_message m ON m.seq = r.seq
            JOIN triggered_subscription s ON s.occasion = ? AND s.stream IN (0, m.stream_number)
            WHERE r.seq = ? AND r.response_key = ?""";

    private final Session session;
    private @Nullable Boolean subscribed;

    Noticing(Session session) {
        this.session = session;
    }

    /** Keeps what an outcome tells that was recorded. */
    void recorded(Statements.Result result) throws SQLException {
        if (!isSubscribed()) {
            return;
        }
        long seq = result.held().seq();
        if (result.outcome() instanceof Outcome.Retried retried) {
            session.change(RETRIED, seq, retried.attempt().number());
        } else {
            session.change(ENDED, seq);
        }
    }

    /** Keeps what a report tells that was recorded, by which a message has come into a state. */
    void cameBack(long seq, Kind kind, MessageState state) throws SQLException {
        if (isSubscribed()) {
            session.change(CAME_BACK, state.name(), seq, kind.name());
        }
    }

    /** Says whether somebody is told of responses. */
    boolean tellsResponses() throws SQLException {
        return session.find(row -> row.getString(1), ANY_RESPONSE).isPresent();
    }

    /** Keeps what a response tells that was recorded. */
    void respondedTo(long seq, Response response) throws SQLException {
        session.change(RESPONDED, response.kind().name(), seq, response.key());
    }

    private boolean isSubscribed() throws SQLException {
        if (subscribed == null) {
            subscribed = session.find(row -> row.getString(1), ANY).isPresent();
        }
        return subscribed;
    }
}
