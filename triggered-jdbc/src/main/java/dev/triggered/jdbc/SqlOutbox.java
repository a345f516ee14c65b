package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An outbox in a database. */
final class SqlOutbox implements Outbox {
    private static final String NEXT_DUE =
            "SELECT due_at FROM triggered_queue WHERE status = 0 AND lane = ? ORDER BY due_at LIMIT 1";
    private static final String LANES = "SELECT DISTINCT lane FROM triggered_queue WHERE status = 0";
    private static final String BEGIN = """
            UPDATE triggered_queue SET status = 2
            WHERE seq = (SELECT seq FROM triggered_message WHERE id = ?) AND status = 1""";
    private static final String RELEASE = """
            UPDATE triggered_queue SET status = 0
            WHERE seq = (SELECT seq FROM triggered_message WHERE id = ?) AND status = 1""";

    private final Database database;
    private final InstantSource clock;

    SqlOutbox(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Acceptance> accept(List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        try (AttachmentSpool spool = new AttachmentSpool(database)) {
            List<Accepting.Candidate> candidates = new ArrayList<>(messages.size());
            for (NewMessage message : messages) {
                byte[] payload = Payload.write(message.message().content(), spool.take(message.message()));
                candidates.add(new Accepting.Candidate(message, payload));
            }
            List<Acceptance> answers = database.write(new Accepting(candidates, spool));
            spool.settled();
            return answers;
        }
    }

    @Override
    public Acceptance probe(NewMessage message) {
        return database.read(session -> Accepting.earlier(session, message)).orElseGet(Acceptance.Kept::new);
    }

    @Override
    public List<QueuedMessage> claim(String lane, int limit) {
        long now = Times.toMicros(clock.instant());
        return load(session ->
                session.list(rows -> rows.getLong(1), database.dialect().claim(), lane, now, limit));
    }

    @Override
    public List<QueuedMessage> inherit(int limit) {
        return load(session ->
                session.list(rows -> rows.getLong(1), database.dialect().inherit(), limit));
    }

    @Override
    public Optional<Instant> nextDue(String lane) {
        return database.read(session -> session.find(rows -> rows.getLong(1), NEXT_DUE, lane))
                .map(Times::toInstant);
    }

    @Override
    public Set<String> lanes() {
        return database.read(session -> Set.copyOf(session.list(rows -> rows.getString(1), LANES)));
    }

    @Override
    public Set<MessageId> begin(Set<MessageId> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return database.write(session -> {
            Set<MessageId> begun = new HashSet<>();
            for (MessageId id : ids) {
                if (session.change(BEGIN, id.value()) > 0) {
                    begun.add(id);
                }
            }
            return begun;
        });
    }

    @Override
    public void record(List<Outcome> outcomes) {
        if (!outcomes.isEmpty()) {
            database.write(new Recording(outcomes, clock.instant()));
        }
    }

    @Override
    public void release(Set<MessageId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        database.write(session -> {
            for (MessageId id : ids) {
                session.change(RELEASE, id.value());
            }
            return ids;
        });
    }

    private List<QueuedMessage> load(Work<List<Long>> taking) {
        List<Long> taken = database.write(taking);
        return taken.isEmpty() ? List.of() : new Loading(database, clock).load(taken);
    }
}
