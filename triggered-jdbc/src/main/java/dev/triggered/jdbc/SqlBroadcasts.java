package dev.triggered.jdbc;

import dev.triggered.MessageState;
import dev.triggered.StoreException;
import dev.triggered.spi.BroadcastStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The broadcasts in a database. The statements are the same for both, but for what becomes of the broadcasts of dead nodes. */
final class SqlBroadcasts implements BroadcastStore {
    /** Has nobody run what nodes ran that are gone. */
    static final String LEAVE_GONE = """
            UPDATE triggered_broadcast SET owner = NULL
            WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM triggered_node n WHERE n.id = owner)""";

    private static final int ATTEMPTS = 10;
    private static final String NO_OTHER_ON_STREAM = """
            NOT EXISTS (SELECT 1 FROM triggered_broadcast o WHERE o.stream = ? AND o.owner IS NOT NULL AND o.id <> ?)""";
    private static final String MAKE = """
            INSERT INTO triggered_broadcast (id, stream, stage, owner, started_at, changed_at)
            SELECT ?, ?, 'READING', ?, ?, ? WHERE\s""" + NO_OTHER_ON_STREAM + " ON CONFLICT DO NOTHING";
    private static final String TAKE = """
            UPDATE triggered_broadcast SET owner = ?, stage = 'READING', fault = '', changed_at = ?
            WHERE id = ? AND (owner IS NULL OR owner = ?) AND stage IN ('READING', 'FAILED') AND\s""" + NO_OTHER_ON_STREAM;
    private static final String RECORD = """
            UPDATE triggered_broadcast SET row_count = ?, accepted = ?, duplicates = ?, rejected = ?, suppressed = ?, position = ?,
                changed_at = ?
            WHERE number = ? AND owner = ?""";
    private static final String END = """
            UPDATE triggered_broadcast SET owner = NULL,
                fault = CASE WHEN stage = 'CANCELLED' THEN fault ELSE ? END,
                stage = CASE WHEN stage = 'CANCELLED' THEN stage ELSE ? END
            WHERE number = ? AND owner = ?""";
    private static final String WAITS = "EXISTS (SELECT 1 FROM triggered_queue q WHERE q.broadcast = b.number)";
    private static final String PAUSE = """
            UPDATE triggered_broadcast AS b SET paused = ?, changed_at = ?
            WHERE number = ? AND (stage = 'READING' OR (stage = 'READ' AND\s""" + WAITS + "))";
    private static final String CANCEL = """
            UPDATE triggered_broadcast AS b SET stage = 'CANCELLED', fault = '', changed_at = ?
            WHERE number = ? AND (stage <> 'READ' OR\s""" + WAITS + ")";
    private static final String SELECT = """
            SELECT number, id, stream, stage, fault, paused, COALESCE(owner, 0), started_at, changed_at,
                row_count, accepted, duplicates, rejected, suppressed, position, CASE WHEN\s""" + WAITS + """
             THEN 1 ELSE 0 END FROM triggered_broadcast b\s""";
    private static final String RUN_OF_STREAM = SELECT + "WHERE stream = ? AND owner IS NOT NULL";
    private static final String BY_ID = SELECT + "WHERE id = ?";
    private static final String BY_NUMBER = SELECT + "WHERE number = ?";
    private static final String NEWEST = SELECT + "ORDER BY number DESC LIMIT ?";
    private static final String WAITING = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM triggered_queue WHERE broadcast = ? AND attempts = 0 LIMIT ?) f),
                (SELECT count(*) FROM (SELECT 1 FROM triggered_queue WHERE broadcast = ? AND attempts > 0 LIMIT ?) r)""";
    private static final String OUTCOMES =
            "SELECT state, count(*) FROM triggered_message WHERE broadcast = ? GROUP BY state";

    private final Database database;

    SqlBroadcasts(Database database) {
        this.database = database;
    }

    @Override
    public Begun begin(String id, long stream, Instant at) {
        long owner = database.owner();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Begun> begun = database.transact(session -> begin(session, new Wish(id, stream, owner, at)));
            if (begun.isPresent()) {
                return begun.get();
            }
        }
        throw StoreException.passing(database + " cannot say who runs broadcast '" + id + "': others begin and end");
    }

    /** Returns what came of it; empty where what kept this node from it has gone meanwhile. */
    private Optional<Begun> begin(Session session, Wish wish) throws SQLException {
        if (database.statements().dialect() == Dialect.POSTGRESQL) {
            session.change(LEAVE_GONE);
        }
        String id = wish.id;
        long now = Times.toMicros(wish.at);
        boolean made = session.change(MAKE, id, wish.stream, wish.owner, now, now, wish.stream, id) > 0;
        Optional<Entry> known = session.find(SqlBroadcasts::read, BY_ID, id);
        long of = known.map(Entry::stream).orElse(wish.stream);
        if (made || session.change(TAKE, wish.owner, now, id, wish.owner, of, id) > 0) {
            return session.find(SqlBroadcasts::read, BY_ID, id).map(Begun.Taken::new);
        }
        if (known.filter(SqlBroadcasts::isOverOrRun).isPresent()) {
            return known.map(Begun.Known::new);
        }
        return session.find(SqlBroadcasts::read, RUN_OF_STREAM, of).map(Begun.Busy::new);
    }

    private static boolean isOverOrRun(Entry entry) {
        Stage stage = entry.standing().stage();
        return stage == Stage.READ
                || stage == Stage.CANCELLED
                || entry.standing().owner() != 0;
    }

    @Override
    public Optional<Entry> record(long number, long owner, Tally tally, Instant at) {
        return database.transact(session -> write(session, number, owner, tally, at)
                ? session.find(SqlBroadcasts::read, BY_NUMBER, number)
                : none());
    }

    private static Optional<Entry> none() {
        return Optional.empty();
    }

    @Override
    public void end(long number, long owner, Life end, Tally tally) {
        boolean unused = database.transact(session -> {
            boolean mine = write(session, number, owner, tally, end.changedAt());
            return session.change(END, end.fault(), end.stage().name(), number, owner) > 0 && mine;
        });
    }

    private static boolean write(Session session, long number, long owner, Tally tally, Instant at)
            throws SQLException {
        return session.change(
                        RECORD,
                        tally.rows(),
                        tally.accepted(),
                        tally.duplicates(),
                        tally.rejected(),
                        tally.suppressed(),
                        tally.position(),
                        Times.toMicros(at),
                        number,
                        owner)
                > 0;
    }

    @Override
    public boolean pause(long number, boolean paused, Instant at) {
        return database.transact(session -> session.change(PAUSE, paused ? 1 : 0, Times.toMicros(at), number) > 0);
    }

    @Override
    public boolean cancel(long number, Instant at) {
        return database.transact(session -> session.change(CANCEL, Times.toMicros(at), number) > 0);
    }

    @Override
    public Optional<Entry> find(String id) {
        return database.read(session -> session.find(SqlBroadcasts::read, BY_ID, id));
    }

    @Override
    public List<Entry> list(int limit) {
        return database.read(session -> session.list(SqlBroadcasts::read, NEWEST, limit));
    }

    @Override
    public Waiting waiting(long number, int atMost) {
        return database.read(session -> session.list(
                        row -> new Waiting(row.getLong(1), row.getLong(2)), WAITING, number, atMost, number, atMost)
                .get(0));
    }

    @Override
    public Map<MessageState, Long> outcomes(long number) {
        Map<MessageState, Long> outcomes = new EnumMap<>(MessageState.class);
        database.read(session -> session.list(row -> outcomes.put(state(row), row.getLong(2)), OUTCOMES, number));
        return outcomes;
    }

    private static MessageState state(ResultSet row) throws SQLException {
        String state = row.getString(1);
        return state == null ? MessageState.QUEUED : MessageState.valueOf(state);
    }

    private static Entry read(ResultSet row) throws SQLException {
        Life life = new Life(Stage.valueOf(row.getString(4)), row.getString(5), Times.toInstant(row.getLong(9)));
        Standing standing = new Standing(
                life, row.getInt(6) != 0, row.getLong(7), row.getInt(16) != 0, Times.toInstant(row.getLong(8)));
        Tally tally = new Tally(
                row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13), row.getLong(14), row.getDouble(15));
        return new Entry(row.getLong(1), row.getString(2), row.getLong(3), standing, tally);
    }

    /** A broadcast that a node would run. */
    private record Wish(String id, long stream, long owner, Instant at) {}
}
