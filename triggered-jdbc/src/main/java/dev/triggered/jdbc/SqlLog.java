package dev.triggered.jdbc;

import dev.triggered.Attempt;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessagePage;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.StoreException;
import dev.triggered.feedback.Aftermath;
import dev.triggered.spi.MessageLog;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of each message, from the rows. */
final class SqlLog implements MessageLog {
    static final String SELECT = """
            SELECT m.id, m.stream, m.version, m.recipient, m.accepted_at, m.purpose, m.opt_in, m.reason, m.state, q.begun, m.seq,
                m.attempt, m.ended_at, m.result, m.relay, m.code, m.enhanced_status, m.reply, q.owner, m.copy_of
            FROM triggered_message m LEFT JOIN triggered_queue q ON q.seq = m.seq WHERE m.id = ?""";
    private static final int LAST_ATTEMPT = 12;
    private static final String EARLIER = """
            SELECT number, ended_at, result, relay, code, enhanced_status, reply
            FROM triggered_attempt WHERE seq = ? ORDER BY number""";

    private static final String SOURCE = """
            SELECT p.body, p.secret IS NOT NULL FROM triggered_message m JOIN triggered_payload p ON p.seq = m.seq
            WHERE m.id = ? AND (m.state IS NULL OR m.keep_until > ?)""";

    private final Database database;
    private final Trimming trimming;

    SqlLog(Database database, Trimming trimming) {
        this.database = database;
        this.trimming = trimming;
    }

    @Override
    public Optional<MessageHistory> find(MessageId id) {
        return database.read(session -> {
            Optional<Entry> entry = session.find(Entry::read, SELECT, id.value());
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(entry.get()
                    .history(
                            session.list(rows -> Attempts.read(rows, 1), EARLIER, entry.get().seq),
                            SqlFeedback.of(session, entry.get().seq, id)));
        });
    }

    @Override
    public MessagePage search(Search search) {
        return database.read(
                session -> new SqlSearch(session, database.statements().dialect(), search).run());
    }

    @Override
    public void retain(Map<Long, Duration> times) {
        trimming.retain(times);
    }

    @Override
    public Optional<Source> source(MessageId id, Instant now) {
        return database.read(session -> session.find(row -> source(id, row), SOURCE, id.value(), Times.toMicros(now)));
    }

    private Source source(MessageId id, ResultSet row) throws SQLException {
        try {
            return new Source(Payload.read(row.getBytes(1), Optional.empty(), id, database), row.getBoolean(2));
        } catch (IOException e) {
            throw StoreException.lasting("what the mail of message " + id + " is made from cannot be read", e);
        }
    }

    private record Entry(
            long seq,
            MessageInfo info,
            MessageState state,
            Instant acceptedAt,
            MessageHistory.Note note,
            @Nullable Attempt last) {
        static Entry read(ResultSet rows) throws SQLException {
            MessageHistory.Note note = new MessageHistory.Note(
                    rows.getString(8),
                    Purpose.valueOf(rows.getString(6)),
                    MarketingOptIn.valueOf(rows.getString(7)),
                    Optional.ofNullable(rows.getString(20)).map(MessageId::new),
                    Aftermath.none());
            Attempt last = rows.getString(LAST_ATTEMPT) == null ? null : Attempts.read(rows, LAST_ATTEMPT);
            return new Entry(
                    rows.getLong(11),
                    Infos.read(rows),
                    SqlLog.state(rows.getString(9), rows.getBoolean(10), rows.getLong(19)),
                    Times.toInstant(rows.getLong(5)),
                    note,
                    last);
        }

        MessageHistory history(List<Attempt> earlier, Aftermath aftermath) {
            List<Attempt> attempts = new ArrayList<>(earlier);
            if (last != null) {
                attempts.add(last);
            }
            return new MessageHistory(
                    info,
                    state,
                    acceptedAt,
                    attempts,
                    new MessageHistory.Note(note.reason(), note.purpose(), note.optIn(), note.original(), aftermath));
        }
    }

    /** Returns where a message is, by its end, if it has one, and by its row in the queue. */
    static MessageState state(@Nullable String end, boolean begun, long owner) {
        if (end != null) {
            return MessageState.valueOf(end);
        }
        if (owner == Statements.PARKED) {
            return MessageState.HELD;
        }
        return begun ? MessageState.SENDING : MessageState.QUEUED;
    }
}
