package dev.triggered.jdbc;

import dev.triggered.MessageInfo;
import dev.triggered.Priority;
import dev.triggered.spi.QueuedMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;

/**
 * A row of a message that was taken.
 *
 * @param seq the row
 * @param info which message
 * @param turn its lane, its schedule and its attempts
 * @param body what its mail is made from, without secret values
 * @param secret its data with secret values, or empty where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Loaded(long seq, MessageInfo info, Turn turn, byte[] body, Optional<byte[]> secret) {
    /** The columns, of {@code m} the message, {@code q} the queue and {@code p} the payload. */
    static final String COLUMNS = "m.id, m.stream, m.version, m.recipient, m.accepted_at,"
            + " q.seq, q.lane, q.priority, q.first_due, q.due_at, q.expires_at, q.attempts, p.body, p.secret, q.stream,"
            + " q.broadcast";

    static final Comparator<Loaded> BY_TURN = Comparator.<Loaded, Priority>comparing(
                    row -> row.turn.schedule.priority())
            .thenComparing(row -> row.turn.schedule.due())
            .thenComparing(Loaded::seq);

    /** Reads a row of {@link #COLUMNS}. */
    static Loaded read(ResultSet rows) throws SQLException {
        QueuedMessage.Schedule schedule = new QueuedMessage.Schedule(
                Priorities.of(rows.getInt(8)),
                Times.toInstant(rows.getLong(5)),
                Times.toInstant(rows.getLong(9)),
                Times.toInstant(rows.getLong(10)),
                Times.toInstant(rows.getLong(11)));
        byte[] body = rows.getBytes(13);
        return new Loaded(
                rows.getLong(6),
                Infos.read(rows),
                new Turn(
                        new QueuedMessage.Route(rows.getLong(15), rows.getString(7), rows.getLong(16)),
                        schedule,
                        rows.getInt(12)),
                body == null ? new byte[0] : body,
                Optional.ofNullable(rows.getBytes(14)));
    }

    /** Returns what is known of the message while it is held. */
    Holdings.Letter letter() {
        return Holdings.Letter.of(info, turn.route, turn.schedule, Payload.hasAttachments(body));
    }

    record Turn(QueuedMessage.Route route, QueuedMessage.Schedule schedule, int attempts) {}
}
