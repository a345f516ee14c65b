package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.QueuedMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps messages, but for those whose occurrence the unique index knows. */
final class Accepting implements Work<List<Acceptance>> {
    private static final String MESSAGE = """
            INSERT INTO triggered_message
                (id, stream, version, recipient, purpose, opt_in, accepted_at, occurrence, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (occurrence) DO NOTHING RETURNING seq""";
    private static final String QUEUE = """
            INSERT INTO triggered_queue (seq, lane, first_due, due_at, expires_at, attempts, status)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final String PAYLOAD = "INSERT INTO triggered_payload (seq, body) VALUES (?, ?)";
    private static final String EARLIER = "SELECT id, fingerprint FROM triggered_message WHERE occurrence = ?";

    private final List<Candidate> candidates;
    private final AttachmentSpool spool;

    Accepting(List<Candidate> candidates, AttachmentSpool spool) {
        this.candidates = candidates;
        this.spool = spool;
    }

    @Override
    public List<Acceptance> run(Session session) throws SQLException {
        List<Acceptance> answers = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            answers.add(accept(session, candidate));
        }
        return answers;
    }

    /** Returns the answer for a message whose occurrence was kept before. */
    static Optional<Acceptance> earlier(Session session, NewMessage message) throws SQLException {
        if (message.key().isEmpty()) {
            return Optional.empty();
        }
        IdempotencyKey key = message.key().get();
        return session.find(rows -> answer(rows, key), EARLIER, key.occurrence());
    }

    private Acceptance accept(Session session, Candidate candidate) throws SQLException {
        QueuedMessage message = candidate.message.message();
        MessageId id = message.info().id();
        Optional<Long> seq = insert(session, candidate.message);
        if (seq.isEmpty()) {
            spool.drop(session, id);
            return earlier(session, candidate.message)
                    .orElseThrow(() -> new SQLException("message " + id + " is neither new nor known"));
        }
        QueuedMessage.Schedule schedule = message.schedule();
        session.change(
                QUEUE,
                seq.get(),
                message.lane(),
                Times.toMicros(schedule.firstDue()),
                Times.toMicros(schedule.due()),
                Times.toMicros(schedule.expires()),
                message.attempts(),
                candidate.message.isHandedOver() ? Status.CLAIMED : Status.WAITING);
        session.change(PAYLOAD, seq.get(), candidate.payload);
        spool.keep(session, id);
        return new Acceptance.Kept();
    }

    private static Optional<Long> insert(Session session, NewMessage message) throws SQLException {
        QueuedMessage queued = message.message();
        MessageInfo info = queued.info();
        return session.find(
                rows -> rows.getLong(1),
                MESSAGE,
                info.id().value(),
                info.stream(),
                info.version(),
                info.recipient().toString(),
                queued.content().purpose().name(),
                queued.content().contact().marketingOptIn().name(),
                Times.toMicros(queued.schedule().acceptedAt()),
                message.key().map(IdempotencyKey::occurrence),
                message.key().map(IdempotencyKey::fingerprint));
    }

    private static Acceptance answer(ResultSet rows, IdempotencyKey key) throws SQLException {
        MessageId first = new MessageId(rows.getString(1));
        return key.fingerprint().equals(rows.getString(2))
                ? new Acceptance.Duplicate(first)
                : new Acceptance.IdReused(first);
    }

    /** A message with what its mail is made from, as bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Candidate(NewMessage message, byte[] payload) {}
}
