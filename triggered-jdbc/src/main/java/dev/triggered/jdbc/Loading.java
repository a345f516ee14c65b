package dev.triggered.jdbc;

import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.Priority;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads claimed messages; one that cannot be read ends, and harms no other. */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);
    private static final String SELECT = """
            SELECT m.id, m.stream, m.version, m.recipient, m.accepted_at,
                q.lane, q.first_due, q.due_at, q.expires_at, q.attempts, p.body, q.seq
            FROM triggered_queue q JOIN triggered_message m ON m.seq = q.seq LEFT JOIN triggered_payload p ON p.seq = q.seq
            WHERE q.seq = ?""";

    private final Database database;
    private final InstantSource clock;

    Loading(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns messages by their turn. */
    List<QueuedMessage> load(List<Long> claimed) {
        List<Loaded> rows = database.read(session -> {
            List<Loaded> found = new ArrayList<>();
            for (long seq : claimed) {
                found.addAll(session.list(Loaded::read, SELECT, seq));
            }
            return found;
        });
        rows.sort(Comparator.comparingLong(Loaded::due).thenComparingLong(Loaded::seq));
        return rows.stream().map(this::message).flatMap(Optional::stream).toList();
    }

    private Optional<QueuedMessage> message(Loaded row) {
        try {
            QueuedMessage.Content content = Payload.read(row.body, row.info.id(), database);
            return Optional.of(new QueuedMessage(row.info, row.lane, content, row.schedule, row.attempts));
        } catch (IOException | RuntimeException e) {
            LOG.error("message {} ends, because what it is made from cannot be read", row.info.id(), e);
            String reason = "what its mail is made from cannot be read from the store";
            Outcome end = new Outcome.Dropped(row.info.id(), MessageState.FAILED, reason, Instant.MIN);
            database.write(new Recording(List.of(end), clock.instant()));
            return Optional.empty();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Loaded(
            MessageInfo info, String lane, QueuedMessage.Schedule schedule, int attempts, byte[] body, long seq) {
        static Loaded read(ResultSet rows) throws SQLException {
            QueuedMessage.Schedule schedule = new QueuedMessage.Schedule(
                    Priority.NORMAL,
                    Times.toInstant(rows.getLong(5)),
                    Times.toInstant(rows.getLong(7)),
                    Times.toInstant(rows.getLong(8)),
                    Times.toInstant(rows.getLong(9)));
            byte[] body = rows.getBytes(11);
            return new Loaded(
                    Infos.read(rows),
                    rows.getString(6),
                    schedule,
                    rows.getInt(10),
                    body == null ? new byte[0] : body,
                    rows.getLong(12));
        }

        long due() {
            return Times.toMicros(schedule.due());
        }
    }
}
