package dev.triggered.jdbc;

import dev.triggered.Attempt;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The attempts of each message. */
final class Attempts {
    private static final String INSERT = """
            INSERT INTO triggered_attempt (seq, number, ended_at, result, relay, code, enhanced_status, reply)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String SELECT = """
            SELECT number, ended_at, result, relay, code, enhanced_status, reply
            FROM triggered_attempt WHERE seq = ? ORDER BY number""";

    private Attempts() {}

    static void insert(Session session, long seq, Attempt attempt) throws SQLException {
        SendResult result = attempt.result();
        SmtpReply reply = result.reply();
        session.change(
                INSERT,
                seq,
                attempt.number(),
                Times.toMicros(attempt.at()),
                Kind.of(result).name(),
                result.relay(),
                reply.code(),
                reply.enhancedStatus(),
                reply.text());
    }

    static List<Attempt> of(Session session, long seq) throws SQLException {
        return session.list(Attempts::read, SELECT, seq);
    }

    private static Attempt read(ResultSet rows) throws SQLException {
        SmtpReply reply = new SmtpReply(rows.getInt(5), rows.getString(6), rows.getString(7));
        SendResult result = Kind.valueOf(rows.getString(3)).result(rows.getString(4), reply);
        return new Attempt(rows.getInt(1), Times.toInstant(rows.getLong(2)), result);
    }

    /** The kinds of results, by the names that the column keeps. */
    enum Kind {
        ACCEPTED,
        DEFERRED,
        REFUSED,
        UNCERTAIN;

        static Kind of(SendResult result) {
            if (result instanceof SendResult.Accepted) {
                return ACCEPTED;
            }
            if (result instanceof SendResult.Deferred) {
                return DEFERRED;
            }
            return result instanceof SendResult.Refused ? REFUSED : UNCERTAIN;
        }

        SendResult result(String relay, SmtpReply reply) {
            return switch (this) {
                case ACCEPTED -> new SendResult.Accepted(relay, reply);
                case DEFERRED -> new SendResult.Deferred(relay, reply);
                case REFUSED -> new SendResult.Refused(relay, reply);
                case UNCERTAIN -> new SendResult.Uncertain(relay, reply);
            };
        }
    }
}
