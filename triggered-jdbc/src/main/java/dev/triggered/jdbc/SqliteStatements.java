package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.Priority;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Tally;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The statements of SQLite: one for each row, because they run in this process. */
final class SqliteStatements implements Statements {
    private static final String MESSAGE = """
            INSERT INTO triggered_message
                (id, stream, version, recipient, purpose, opt_in, accepted_at, occurrence, fingerprint, broadcast, stream_number, lane)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?, ? WHERE NOT EXISTS (""" + Suppressing.REASON + """
            ) ON CONFLICT (occurrence) DO NOTHING RETURNING seq""";
    private static final String EARLIER = "SELECT id, fingerprint FROM triggered_message WHERE occurrence = ?";
    private static final String QUEUE = """
            INSERT INTO triggered_queue
                (seq, lane, priority, first_due, due_at, expires_at, attempts, owner, begun, stream, broadcast)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0))""";
    private static final String PAYLOAD = "INSERT INTO triggered_payload (seq, body, secret) VALUES (?, ?, ?)";
    private static final String CHUNK = "INSERT INTO triggered_chunk (message, part, number, body) VALUES (?, ?, ?, ?)";
    private static final String CLAIM = """
            UPDATE triggered_queue SET owner = ? WHERE seq IN (
                SELECT seq FROM triggered_queue WHERE owner IS NULL AND lane = ? AND priority = ? AND due_at <= ?
                ORDER BY due_at, seq LIMIT ?)
            RETURNING seq""";
    private static final String INHERIT = """
            UPDATE triggered_queue SET owner = ? WHERE seq IN (
                SELECT seq FROM triggered_queue WHERE owner = 0 LIMIT ?)
            RETURNING seq""";
    private static final String LOAD = "SELECT " + Loaded.COLUMNS + """
             FROM triggered_queue q JOIN triggered_message m ON m.seq = q.seq
            LEFT JOIN triggered_payload p ON p.seq = q.seq WHERE q.seq = ?""";
    private static final String BEGIN =
            "UPDATE triggered_queue SET begun = 1 WHERE seq = ? AND owner = ? AND NOT EXISTS (" + Suppressing.REASON
                    + ")";
    private static final String RELEASE =
            "UPDATE triggered_queue SET owner = NULL, begun = 0 WHERE seq = ? AND owner = ?";
    private static final String PARK = "UPDATE triggered_queue SET owner = -1, begun = 0 WHERE seq = ? AND owner = ?";
    private static final String UNPARK = """
            UPDATE triggered_queue SET owner = NULL WHERE seq IN (
                SELECT seq FROM triggered_queue WHERE owner = -1 AND stream = ? ORDER BY due_at, seq LIMIT ?)""";
    private static final String CLAIM_HELD = """
            UPDATE triggered_queue SET owner = ? WHERE seq IN (
                SELECT seq FROM triggered_queue WHERE owner = -1 AND stream = ? LIMIT ?)
            RETURNING seq""";
    private static final String CLAIM_WAITING = """
            UPDATE triggered_queue SET owner = ? WHERE seq IN (
                SELECT seq FROM triggered_queue WHERE owner IS NULL AND stream = ? LIMIT ?)
            RETURNING seq""";
    private static final String CLAIM_OF_BROADCAST = """
            UPDATE triggered_queue SET owner = ? WHERE seq IN (
                SELECT seq FROM triggered_queue WHERE broadcast = ? AND (owner IS NULL OR owner = -1) LIMIT ?)
            RETURNING seq""";
    private static final String CLAIM_ONE = """
            UPDATE triggered_queue SET owner = ?
            WHERE seq = (SELECT m.seq FROM triggered_message m WHERE m.id = ?) AND NOT begun RETURNING seq""";
    private static final String RETRY = """
            UPDATE triggered_queue SET owner = NULL, begun = 0, due_at = ?, attempts = attempts + 1
            WHERE seq = ? AND owner = ?""";
    private static final String DEQUEUE =
            "DELETE FROM triggered_queue WHERE seq = ? AND owner = ? RETURNING expires_at";
    private static final String END = """
            UPDATE triggered_message SET state = ?, reason = ?, keep_until = ?, attempt = ?, ended_at = ?, result = ?, relay = ?,
                code = ?, enhanced_status = ?, reply = ? WHERE seq = ?""";
    private static final String DIE = "UPDATE triggered_message SET expires_at = ? WHERE seq = ?";
    private static final String ATTEMPT = """
            INSERT INTO triggered_attempt (seq, number, ended_at, result, relay, code, enhanced_status, reply)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String OLDEST =
            "SELECT " + Old.COLUMNS + " FROM triggered_message m WHERE m.seq > ? ORDER BY m.seq LIMIT ?";
    private static final String EXPIRED = "SELECT " + Old.COLUMNS + " FROM triggered_message m"
            + " WHERE keep_until IS NOT NULL AND keep_until <= ? ORDER BY keep_until LIMIT ?";
    private static final String ERASE =
            "UPDATE triggered_payload SET secret = x'' WHERE seq = ? AND secret IS NOT NULL";
    private static final String DROP_PAYLOAD = "DELETE FROM triggered_payload WHERE seq = ?";
    private static final String DROP_CHUNKS = "DELETE FROM triggered_chunk WHERE message = ?";

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public List<Kept> accept(Session session, List<Candidate> candidates) throws SQLException {
        List<Kept> answers = new ArrayList<>(candidates.size());
        Tally tally = new Tally();
        for (Candidate candidate : candidates) {
            Kept answer = accept(session, candidate);
            answers.add(answer);
            if (answer.seq() > 0) {
                tally.add(candidate.mark());
            }
        }
        boolean unused = SqlReports.count(session, tally);
        return answers;
    }

    private Kept accept(Session session, Candidate candidate) throws SQLException {
        QueuedMessage message = candidate.message().message();
        Optional<IdempotencyKey> key = candidate.message().key();
        String address = message.info().recipient().key();
        Optional<Long> seq = session.find(
                rows -> rows.getLong(1),
                MESSAGE,
                candidate.id().value(),
                message.info().stream(),
                message.info().version(),
                message.info().recipient().toString(),
                message.content().purpose().name(),
                message.content().contact().marketingOptIn().name(),
                Times.toMicros(message.schedule().acceptedAt()),
                key.map(Hashes::occurrence),
                key.map(Hashes::fingerprint),
                message.broadcast(),
                message.stream(),
                message.lane(),
                address,
                message.stream());
        if (seq.isPresent()) {
            enqueue(session, seq.get(), candidate);
            return Kept.at(seq.get());
        }
        Optional<Kept> earlier = key.isPresent() ? earlier(session, key.get()) : Optional.empty();
        return earlier.isPresent()
                ? earlier.get()
                : Suppressing.find(session, address, message.stream())
                        .map(Kept::suppressed)
                        .orElseThrow(() -> new SQLException("message " + candidate.id() + " is neither new nor known"));
    }

    private void enqueue(Session session, long seq, Candidate candidate) throws SQLException {
        QueuedMessage message = candidate.message().message();
        QueuedMessage.Schedule schedule = message.schedule();
        session.change(
                QUEUE,
                seq,
                message.lane(),
                Priorities.number(schedule.priority()),
                Times.toMicros(schedule.firstDue()),
                Times.toMicros(schedule.due()),
                Times.toMicros(schedule.expires()),
                message.attempts(),
                candidate.owner(),
                candidate.message().isAtOnce() ? 1 : 0,
                message.stream(),
                message.broadcast());
        session.change(PAYLOAD, seq, candidate.body(), candidate.secret());
        keepChunks(session, candidate.chunks());
    }

    @Override
    public Optional<Kept> earlier(Session session, IdempotencyKey key) throws SQLException {
        return session.find(
                rows -> Kept.before(rows.getString(1), Hashes.text(rows.getBytes(2))), EARLIER, Hashes.occurrence(key));
    }

    @Override
    public List<Boolean> keepChunks(Session session, List<Chunk> chunks) throws SQLException {
        for (Chunk chunk : chunks) {
            session.change(CHUNK, chunk.message().value(), chunk.part(), chunk.number(), chunk.bytes());
        }
        return Collections.nCopies(chunks.size(), true);
    }

    @Override
    public List<Boolean> dropChunks(Session session, List<MessageId> messages) throws SQLException {
        for (MessageId message : messages) {
            session.change(DROP_CHUNKS, message.value());
        }
        return Collections.nCopies(messages.size(), true);
    }

    @Override
    public List<List<Loaded>> claim(Session session, List<Claim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (Claim claim : claims) {
            List<Long> taken = new ArrayList<>();
            for (Priority priority : Priority.values()) {
                if (taken.size() < claim.limit()) {
                    int left = claim.limit() - taken.size();
                    taken.addAll(session.list(
                            rows -> rows.getLong(1),
                            CLAIM,
                            claim.owner(),
                            claim.lane(),
                            Priorities.number(priority),
                            claim.now(),
                            left));
                }
            }
            found.add(load(session, taken));
        }
        return found;
    }

    @Override
    public List<List<Loaded>> inherit(Session session, List<Claim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (Claim claim : claims) {
            found.add(load(session, session.list(rows -> rows.getLong(1), INHERIT, claim.owner(), claim.limit())));
        }
        return found;
    }

    private static List<Loaded> load(Session session, List<Long> taken) throws SQLException {
        List<Loaded> found = new ArrayList<>(taken.size());
        for (long seq : taken) {
            found.addAll(session.list(Loaded::read, LOAD, seq));
        }
        return found;
    }

    @Override
    public List<Fate> begin(Session session, List<Begin> messages) throws SQLException {
        List<Fate> fates = new ArrayList<>(messages.size());
        for (Begin message : messages) {
            Held held = message.held();
            boolean begun = session.change(BEGIN, held.seq(), held.owner(), message.address(), message.stream()) > 0;
            fates.add(
                    begun
                            ? Fate.BEGUN
                            : Suppressing.find(session, message.address(), message.stream())
                                    .map(Fate::suppressed)
                                    .orElse(Fate.LOST));
        }
        return fates;
    }

    @Override
    public List<Boolean> release(Session session, List<Held> messages) throws SQLException {
        return each(session, RELEASE, messages);
    }

    @Override
    public List<Boolean> park(Session session, List<Held> messages) throws SQLException {
        return each(session, PARK, messages);
    }

    @Override
    public List<Integer> unpark(Session session, List<StreamClaim> claims) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (StreamClaim claim : claims) {
            answers.add(session.change(UNPARK, claim.stream(), claim.limit()));
        }
        return answers;
    }

    @Override
    public List<List<Loaded>> claimOf(Session session, List<StreamClaim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (StreamClaim claim : claims) {
            List<Long> taken = new ArrayList<>();
            for (String sql : List.of(CLAIM_HELD, CLAIM_WAITING)) {
                int left = claim.limit() - taken.size();
                taken.addAll(session.list(rows -> rows.getLong(1), sql, claim.owner(), claim.stream(), left));
            }
            found.add(load(session, taken));
        }
        return found;
    }

    @Override
    public List<List<Loaded>> claimOfBroadcast(Session session, List<StreamClaim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (StreamClaim claim : claims) {
            found.add(load(
                    session,
                    session.list(
                            rows -> rows.getLong(1),
                            CLAIM_OF_BROADCAST,
                            claim.owner(),
                            claim.stream(),
                            claim.limit())));
        }
        return found;
    }

    @Override
    public List<List<Loaded>> claimEach(Session session, List<MessageClaim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (MessageClaim claim : claims) {
            String message = claim.message().value();
            found.add(load(session, session.list(rows -> rows.getLong(1), CLAIM_ONE, claim.owner(), message)));
        }
        return found;
    }

    private static List<Boolean> each(Session session, String sql, List<Held> messages) throws SQLException {
        List<Boolean> answers = new ArrayList<>(messages.size());
        for (Held message : messages) {
            answers.add(session.change(sql, message.seq(), message.owner()) > 0);
        }
        return answers;
    }

    @Override
    public List<Boolean> record(Session session, List<Result> results) throws SQLException {
        List<Boolean> answers = new ArrayList<>(results.size());
        Tally tally = new Tally();
        Noticing noticing = new Noticing(session);
        for (Result result : results) {
            boolean taken = result.outcome() instanceof Outcome.Retried retried
                    ? retry(session, result.held(), retried)
                    : end(session, result, End.of(result.outcome()));
            answers.add(taken);
            if (taken) {
                tally.add(result.mark());
                noticing.recorded(result);
            }
        }
        boolean unused = SqlReports.count(session, tally);
        return answers;
    }

    private static boolean retry(Session session, Held held, Outcome.Retried retried) throws SQLException {
        boolean taken = session.change(RETRY, Times.toMicros(retried.due()), held.seq(), held.owner()) > 0;
        if (taken) {
            List<Object> row = new ArrayList<>(List.of(held.seq()));
            row.addAll(List.of(Attempts.columns(retried.attempt())));
            session.change(ATTEMPT, row.toArray());
        }
        return taken;
    }

    private static boolean end(Session session, Result result, End end) throws SQLException {
        long seq = result.held().seq();
        Optional<Long> expires = session.find(
                rows -> rows.getLong(1), DEQUEUE, seq, result.held().owner());
        if (expires.isEmpty()) {
            return false;
        }
        OptionalLong keepUntil = end.keepUntil(result.now());
        session.change(END, end.columns(seq, result.now()));
        if (!end.isSent()) {
            session.change(DIE, expires.get(), seq);
        }
        session.change(keepUntil.isPresent() ? ERASE : DROP_PAYLOAD, seq);
        if (result.letter().chunks() && keepUntil.isEmpty()) {
            session.change(DROP_CHUNKS, result.outcome().id().value());
        }
        return true;
    }

    @Override
    public List<Trim.Done> trim(Session session, List<Trim> steps) throws SQLException {
        List<Trim.Done> answers = new ArrayList<>();
        for (Trim step : steps) {
            List<Old> rows = session.list(Old::read, OLDEST, step.after(), Trim.STEP);
            for (Old row : rows) {
                if (row.mayGo(step)) {
                    delete(session, row);
                }
            }
            answers.add(Old.done(rows, step));
        }
        return answers;
    }

    private static void delete(Session session, Old row) throws SQLException {
        SqlFeedback.beforeDeleting(session, Dialect.SQLITE, List.of(row.seq()));
        session.change("DELETE FROM triggered_message WHERE seq = ?", row.seq());
        SqlFeedback.afterDeleting(session, Dialect.SQLITE, List.of(row.seq()));
        session.change("DELETE FROM triggered_attempt WHERE seq = ?", row.seq());
        session.change(DROP_PAYLOAD, row.seq());
        session.change(DROP_CHUNKS, row.id());
    }

    @Override
    public List<Integer> expire(Session session, List<Long> times) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (long now : times) {
            List<Old> rows = session.list(Old::read, EXPIRED, now, Trim.STEP);
            for (Old row : rows) {
                session.change(DROP_PAYLOAD, row.seq());
                session.change(DROP_CHUNKS, row.id());
                session.change("UPDATE triggered_message SET keep_until = NULL WHERE seq = ?", row.seq());
            }
            answers.add(rows.size());
        }
        return answers;
    }

    /** Deletes nothing: what the last process left was deleted when the file was opened. */
    @Override
    public List<Integer> sweep(Session session, List<Integer> limits) {
        return Collections.nCopies(limits.size(), 0);
    }
}
