package dev.triggered.jdbc;

import dev.triggered.Attempt;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.spi.MessageLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of each message, from the rows. */
final class SqlLog implements MessageLog {
    private static final String SELECT = """
            SELECT m.id, m.stream, m.version, m.recipient, m.accepted_at, m.purpose, m.opt_in, m.reason, m.state, q.status, m.seq
            FROM triggered_message m LEFT JOIN triggered_queue q ON q.seq = m.seq WHERE m.id = ?""";

    private final Database database;

    SqlLog(Database database) {
        this.database = database;
    }

    @Override
    public Optional<MessageHistory> find(MessageId id) {
        return database.read(session -> {
            Optional<Entry> entry = session.find(Entry::read, SELECT, id.value());
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(entry.get().history(Attempts.of(session, entry.get().seq)));
        });
    }

    private record Entry(long seq, MessageInfo info, MessageState state, Instant acceptedAt, MessageHistory.Note note) {
        static Entry read(ResultSet rows) throws SQLException {
            MessageHistory.Note note = new MessageHistory.Note(
                    rows.getString(8), Purpose.valueOf(rows.getString(6)), MarketingOptIn.valueOf(rows.getString(7)));
            return new Entry(rows.getLong(11), Infos.read(rows), state(rows), Times.toInstant(rows.getLong(5)), note);
        }

        MessageHistory history(List<Attempt> attempts) {
            return new MessageHistory(info, state, acceptedAt, attempts, note);
        }

        private static MessageState state(ResultSet rows) throws SQLException {
            String end = rows.getString(9);
            if (end != null) {
                return MessageState.valueOf(end);
            }
            return rows.getInt(10) >= Status.BEGUN ? MessageState.SENDING : MessageState.QUEUED;
        }
    }
}
