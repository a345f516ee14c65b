package dev.triggered.jdbc;

import dev.triggered.Attempt;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Attempts as columns: the number, the time, the kind of result, the relay, the code, the enhanced status, and the text. */
final class Attempts {
    private Attempts() {}

    /** Returns the columns of an attempt. */
    static Object[] columns(Attempt attempt) {
        SendResult result = attempt.result();
        SmtpReply reply = result.reply();
        return new Object[] {
            attempt.number(),
            Times.toMicros(attempt.at()),
            Kind.of(result).name(),
            result.relay(),
            reply.code(),
            reply.enhancedStatus(),
            reply.text()
        };
    }

    /** Reads the columns, beginning at one. */
    static Attempt read(ResultSet rows, int from) throws SQLException {
        SmtpReply reply = new SmtpReply(rows.getInt(from + 4), rows.getString(from + 5), rows.getString(from + 6));
        SendResult result = Kind.valueOf(rows.getString(from + 2)).result(rows.getString(from + 3), reply);
        return new Attempt(rows.getInt(from), Times.toInstant(rows.getLong(from + 1)), result);
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
