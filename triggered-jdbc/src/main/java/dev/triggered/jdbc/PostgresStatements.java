package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statements of PostgreSQL: one for all rows, in one round trip, with the rows as arrays.
 */
final class PostgresStatements implements Statements {
    private static final Kept UNKNOWN = Kept.at(0);

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public List<Kept> accept(Session session, List<Candidate> candidates) throws SQLException {
        List<Chunk> chunks = candidates.stream()
                .flatMap(candidate -> candidate.chunks().stream())
                .toList();
        if (!chunks.isEmpty()) {
            keepChunks(session, chunks);
        }
        Map<String, Kept> kept = insert(session, candidates);
        List<NewMessage> others = candidates.stream()
                .filter(candidate ->
                        kept.getOrDefault(candidate.id().value(), UNKNOWN).seq() == 0)
                .map(Candidate::message)
                .toList();
        if (!others.isEmpty()) {
            kept.putAll(earlier(session, others, kept.keySet()));
        }
        List<Kept> answers = new ArrayList<>(candidates.size());
        List<MessageId> unkept = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Kept answer = kept.getOrDefault(candidate.id().value(), UNKNOWN);
            answers.add(answer);
            if (answer.seq() == 0 && !candidate.chunks().isEmpty()) {
                unkept.add(candidate.id());
            }
        }
        if (!unkept.isEmpty()) {
            dropChunks(session, unkept);
        }
        return answers;
    }

    /** Inserts what is new; returns its rows, and what is suppressed, by the ids of the messages. */
    private static Map<String, Kept> insert(Session session, List<Candidate> candidates) throws SQLException {
        Columns rows = new Columns(
                "text", "text", "int4", "text", "text", "text", "int8", "uuid", "bytea", "text", "int2", "int8", "int8",
                "int8", "int4", "int8", "bool", "int8", "int8", "bytea", "bytea", "bytea");
        for (Candidate candidate : candidates) {
            QueuedMessage message = candidate.message().message();
            QueuedMessage.Schedule schedule = message.schedule();
            Optional<IdempotencyKey> key = candidate.message().key();
            rows.add(
                    candidate.id().value(),
                    message.info().stream(),
                    message.info().version(),
                    message.info().recipient().toString(),
                    message.content().purpose().name(),
                    message.content().contact().marketingOptIn().name(),
                    Times.toMicros(schedule.acceptedAt()),
                    key.map(Hashes::uuid),
                    key.map(Hashes::fingerprint),
                    message.lane(),
                    Priorities.number(schedule.priority()),
                    Times.toMicros(schedule.firstDue()),
                    Times.toMicros(schedule.due()),
                    Times.toMicros(schedule.expires()),
                    message.attempts(),
                    candidate.owner(),
                    candidate.message().isAtOnce(),
                    message.stream(),
                    message.broadcast() == 0 ? Optional.empty() : message.broadcast(),
                    candidate.body(),
                    candidate.secret(),
                    candidate.mark().toBytes());
        }
        Map<String, Kept> kept = new HashMap<>();
        session.list(
                row -> {
                    String suppressed = row.getString(4);
                    return kept.put(
                            row.getString(1),
                            suppressed == null ? Kept.at(row.getLong(2)) : Kept.suppressed(suppressed));
                },
                PostgresSql.ACCEPT,
                rows.arraysAfter(session, session.patience()));
        return kept;
    }

    /**
     * Finds what was kept before, by the ids of the messages that ask; a message that was itself kept before is its own answer. Some are
     * suppressed, for which there need be nothing.
     */
    private static Map<String, Kept> earlier(Session session, List<NewMessage> messages, Set<String> suppressed)
            throws SQLException {
        Columns rows = new Columns("text", "uuid", "text");
        for (NewMessage message : messages) {
            String id = message.message().info().id().value();
            rows.add(id, message.key().map(Hashes::uuid), id);
        }
        Map<String, Kept> found = new HashMap<>();
        session.list(
                row -> {
                    boolean itself = row.getString(1).equals(row.getString(3));
                    byte[] fingerprint = row.getBytes(4);
                    String hash = fingerprint == null ? "" : Hashes.text(fingerprint);
                    Kept before = Kept.before(row.getString(3), hash);
                    return found.put(row.getString(1), itself ? Kept.at(row.getLong(2)) : before);
                },
                PostgresSql.EARLIER,
                rows.arrays(session));
        for (NewMessage message : messages) {
            String id = message.message().info().id().value();
            if (!found.containsKey(id) && !suppressed.contains(id)) {
                throw new SQLException(
                        "the transaction that had kept message " + id + " before was rolled back meanwhile", "40001");
            }
        }
        return found;
    }

    @Override
    public Optional<Kept> earlier(Session session, IdempotencyKey key) throws SQLException {
        return session.find(
                row -> Kept.before(row.getString(1), Hashes.text(row.getBytes(2))),
                "SELECT id, fingerprint FROM triggered_message WHERE occurrence = ?",
                Hashes.uuid(key));
    }

    @Override
    public List<Boolean> keepChunks(Session session, List<Chunk> chunks) throws SQLException {
        Columns rows = new Columns("text", "int4", "int4", "bytea");
        chunks.forEach(chunk -> rows.add(chunk.message().value(), chunk.part(), chunk.number(), chunk.bytes()));
        session.change(PostgresSql.CHUNKS, rows.arrays(session));
        return Collections.nCopies(chunks.size(), true);
    }

    @Override
    public List<Boolean> dropChunks(Session session, List<MessageId> messages) throws SQLException {
        session.change(
                PostgresSql.DROP_CHUNKS,
                session.array("text", messages.stream().map(MessageId::value).toList()));
        return Collections.nCopies(messages.size(), true);
    }

    @Override
    public List<List<Loaded>> claim(Session session, List<Claim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (Claim claim : claims) {
            String lane = claim.lane();
            long now = claim.now();
            int limit = claim.limit();
            found.add(session.list(
                    Loaded::read,
                    PostgresSql.CLAIM,
                    lane,
                    now,
                    limit,
                    lane,
                    now,
                    limit,
                    lane,
                    now,
                    limit,
                    claim.owner()));
        }
        return found;
    }

    @Override
    public List<List<Loaded>> inherit(Session session, List<Claim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (Claim claim : claims) {
            found.add(session.list(Loaded::read, PostgresSql.INHERIT, claim.owner(), claim.limit()));
        }
        return found;
    }

    @Override
    public List<Fate> begin(Session session, List<Begin> messages) throws SQLException {
        Map<Long, Fate> fates = new HashMap<>();
        for (Map.Entry<Long, List<Begin>> owned : byOwner(messages, Begin::held)) {
            Columns rows = new Columns("int8", "text", "int8");
            owned.getValue().stream()
                    .sorted(Comparator.comparing(begin -> begin.held().seq()))
                    .forEach(begin -> rows.add(begin.held().seq(), begin.address(), begin.stream()));
            session.list(
                    row -> {
                        String suppressed = row.getString(2);
                        return fates.put(row.getLong(1), suppressed == null ? Fate.BEGUN : Fate.suppressed(suppressed));
                    },
                    PostgresSql.BEGIN,
                    rows.arrays(session, owned.getKey()));
        }
        return messages.stream()
                .map(begin -> fates.getOrDefault(begin.held().seq(), Fate.LOST))
                .toList();
    }

    @Override
    public List<Boolean> release(Session session, List<Held> messages) throws SQLException {
        return each(session, PostgresSql.RELEASE, messages);
    }

    @Override
    public List<Boolean> park(Session session, List<Held> messages) throws SQLException {
        return each(session, PostgresSql.PARK, messages);
    }

    @Override
    public List<Integer> unpark(Session session, List<StreamClaim> claims) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (StreamClaim claim : claims) {
            answers.add(session.change(PostgresSql.UNPARK, claim.stream(), claim.limit()));
        }
        return answers;
    }

    @Override
    public List<List<Loaded>> claimOf(Session session, List<StreamClaim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (StreamClaim claim : claims) {
            found.add(session.list(
                    Loaded::read,
                    PostgresSql.CLAIM_OF,
                    claim.stream(),
                    claim.limit(),
                    claim.stream(),
                    claim.limit(),
                    claim.owner()));
        }
        return found;
    }

    @Override
    public List<List<Loaded>> claimOfBroadcast(Session session, List<StreamClaim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (StreamClaim claim : claims) {
            found.add(session.list(
                    Loaded::read, PostgresSql.CLAIM_OF_BROADCAST, claim.owner(), claim.stream(), claim.limit()));
        }
        return found;
    }

    @Override
    public List<List<Loaded>> claimEach(Session session, List<MessageClaim> claims) throws SQLException {
        List<List<Loaded>> found = new ArrayList<>();
        for (MessageClaim claim : claims) {
            found.add(session.list(
                    Loaded::read,
                    PostgresSql.CLAIM_ONE,
                    claim.owner(),
                    claim.message().value()));
        }
        return found;
    }

    private static List<Boolean> each(Session session, String sql, List<Held> messages) throws SQLException {
        Set<Long> taken = new HashSet<>();
        for (Map.Entry<Long, List<Held>> owned : byOwner(messages, held -> held)) {
            taken.addAll(session.list(row -> row.getLong(1), sql, seqs(session, owned.getValue()), owned.getKey()));
        }
        return messages.stream().map(held -> taken.contains(held.seq())).toList();
    }

    @Override
    public List<Boolean> record(Session session, List<Result> results) throws SQLException {
        Set<Long> taken = new HashSet<>();
        for (Map.Entry<Long, List<Result>> owned : byOwner(results, Result::held)) {
            List<Result> retries = new ArrayList<>();
            List<Result> ends = new ArrayList<>();
            owned.getValue()
                    .forEach(result -> (result.outcome() instanceof Outcome.Retried ? retries : ends).add(result));
            taken.addAll(retry(session, owned.getKey(), retries));
            taken.addAll(end(session, owned.getKey(), ends));
        }
        List<MessageId> chunks = results.stream()
                .filter(result ->
                        result.letter().chunks() && taken.contains(result.held().seq()) && End.dropsContent(result))
                .map(result -> result.outcome().id())
                .toList();
        if (!chunks.isEmpty()) {
            dropChunks(session, chunks);
        }
        return results.stream()
                .map(result -> taken.contains(result.held().seq()))
                .toList();
    }

    private static List<Long> retry(Session session, long owner, List<Result> results) throws SQLException {
        if (results.isEmpty()) {
            return List.of();
        }
        Columns rows = new Columns("int8", "int8", "int4", "int8", "text", "text", "int4", "text", "text", "bytea");
        for (Result result : results) {
            Outcome.Retried retried = (Outcome.Retried) result.outcome();
            Object[] attempt = Attempts.columns(retried.attempt());
            Object[] row = new Object[3 + attempt.length];
            row[0] = result.held().seq();
            row[1] = Times.toMicros(retried.due());
            System.arraycopy(attempt, 0, row, 2, attempt.length);
            row[2 + attempt.length] = result.mark().toBytes();
            rows.add(row);
        }
        Object seqs = seqs(session, results.stream().map(Result::held).toList());
        return session.list(row -> row.getLong(1), PostgresSql.RETRY, rows.arrays(session, seqs, owner));
    }

    private static List<Long> end(Session session, long owner, List<Result> results) throws SQLException {
        if (results.isEmpty()) {
            return List.of();
        }
        Columns rows = new Columns(
                "text", "text", "int8", "int4", "int8", "text", "text", "int4", "text", "text", "int8", "bytea");
        for (Result result : results) {
            @Nullable
            Object[] end = End.of(result.outcome()).columns(result.held().seq(), result.now());
            @Nullable Object[] row = Arrays.copyOf(end, end.length + 1);
            row[end.length] = result.mark().toBytes();
            rows.add(row);
        }
        Object seqs = seqs(session, results.stream().map(Result::held).toList());
        return session.list(row -> row.getLong(1), PostgresSql.END, rows.arrays(session, seqs, owner));
    }

    @Override
    public List<Trim.Done> trim(Session session, List<Trim> steps) throws SQLException {
        List<Trim.Done> answers = new ArrayList<>();
        for (Trim step : steps) {
            List<Old> rows = session.list(Old::read, PostgresSql.OLDEST, step.after(), Trim.STEP);
            List<Long> old =
                    rows.stream().filter(row -> row.mayGo(step)).map(Old::seq).toList();
            if (!old.isEmpty()) {
                session.inSteps(own -> trimmed(own, old));
            }
            answers.add(Old.done(rows, step));
        }
        return answers;
    }

    private static List<Long> trimmed(Session session, List<Long> old) throws SQLException {
        SqlFeedback.beforeDeleting(session, Dialect.POSTGRESQL, old);
        List<Long> deleted = session.list(row -> row.getLong(1), PostgresSql.TRIM, session.array("int8", old));
        SqlFeedback.afterDeleting(session, Dialect.POSTGRESQL, old);
        return deleted;
    }

    @Override
    public List<Integer> expire(Session session, List<Long> times) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (long now : times) {
            answers.add(session.list(row -> row.getLong(1), PostgresSql.EXPIRE, now, Trim.STEP)
                    .size());
        }
        return answers;
    }

    @Override
    public List<Integer> sweep(Session session, List<Integer> limits) throws SQLException {
        List<Integer> answers = new ArrayList<>();
        for (int limit : limits) {
            answers.add(session.change(PostgresSql.SWEEP, limit));
        }
        return answers;
    }

    private static <T> Set<Map.Entry<Long, List<T>>> byOwner(List<T> items, Function<T, Held> held) {
        Map<Long, List<T>> owners = new LinkedHashMap<>();
        for (T item : items) {
            owners.computeIfAbsent(held.apply(item).owner(), owner -> new ArrayList<>())
                    .add(item);
        }
        return owners.entrySet();
    }

    /** Returns rows in their order, so that no two transactions lock them in different ones. */
    private static Object seqs(Session session, List<Held> messages) throws SQLException {
        return session.array("int8", messages.stream().map(Held::seq).sorted().toList());
    }
}
