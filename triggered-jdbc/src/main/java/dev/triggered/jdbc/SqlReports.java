package dev.triggered.jdbc;

import dev.triggered.spi.ReportStore;
import dev.triggered.spi.RollUp;
import dev.triggered.spi.Tally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was counted, in a database. Steps add to the tally, one row each; rolling up takes rows from there and adds them to the roll-ups,
 * in one transaction.
 */
final class SqlReports implements ReportStore {
    private static final String ADD = "INSERT INTO triggered_tally (body) VALUES (?)";
    static final String SELECT = "SELECT kind, begins_at, stream, version, lane, body FROM triggered_rollup";

    private static final String ANY = "SELECT seq FROM triggered_tally LIMIT 1";
    private static final String TRIM = """
            DELETE FROM triggered_rollup WHERE kind = ? AND begins_at = (
                SELECT MIN(begins_at) FROM triggered_rollup WHERE kind = ? AND begins_at < ?)""";

    private final Database database;
    private final Rolling rolling;
    private final Batch<Instant, Boolean> trim = SqlReports::trim;

    SqlReports(Database database) {
        this.database = database;
        this.rolling =
                database.statements().dialect() == Dialect.POSTGRESQL ? new PostgresRolling() : new SqliteRolling();
    }

    @Override
    public void add(Tally tally) {
        boolean unused = database.transact(session -> count(session, tally));
    }

    /** Adds a row to the tally, in the transaction of what it counts; says whether there was anything to count. */
    static boolean count(Session session, Tally tally) throws SQLException {
        return !tally.isEmpty() && session.change(ADD, (Object) tally.toBytes()) > 0;
    }

    @Override
    public void rollUp() {
        boolean more = true;
        while (more) {
            more = rollUp(true);
        }
    }

    /** Rolls some up, unless another node is at it; says whether there are more. */
    boolean rollUpSome() {
        return rollUp(false);
    }

    private boolean rollUp(boolean waits) {
        boolean any = database.read(session -> session.find(row -> row.getLong(1), ANY))
                .isPresent();
        return any && database.transact(session -> rollUp(session, waits)) == Rolling.STEP;
    }

    private int rollUp(Session session, boolean waits) throws SQLException {
        return rolling.lock(session, waits) ? rolling.rollUp(session) : 0;
    }

    @Override
    public List<RollUp> find(Search search) {
        return database.read(session -> find(session, search));
    }

    static List<RollUp> find(Session session, Search search) throws SQLException {
        RollUp.Key after = search.after();
        List<Object> parameters = new ArrayList<>(List.of(
                after.kind().name(),
                Times.toMicros(after.start()),
                after.stream(),
                after.version(),
                after.lane(),
                Times.toMicros(search.until())));
        StringBuilder sql = new StringBuilder(SELECT)
                .append(" WHERE kind = ? AND (begins_at, stream, version, lane) > (?, ?, ?, ?) AND begins_at < ?");
        if (!search.streams().isEmpty()) {
            sql.append(search.streams().stream()
                    .map(stream -> "?")
                    .collect(Collectors.joining(", ", " AND stream IN (", ")")));
            parameters.addAll(search.streams());
        }
        sql.append(" ORDER BY begins_at, stream, version, lane LIMIT ?");
        parameters.add(search.limit());
        return session.list(SqlReports::read, sql.toString(), parameters.toArray());
    }

    /** Deletes the oldest roll-ups of each kind whose time is over; says whether there may be more. */
    boolean trim(Instant now) {
        return database.write(trim, List.of(now)).get(0);
    }

    private static List<Boolean> trim(Session session, List<Instant> times) throws SQLException {
        boolean any = false;
        for (RollUp.Kind kind : RollUp.Kind.values()) {
            long last =
                    Times.toMicros(Collections.max(times).minus(kind.period().kept()));
            any |= session.change(TRIM, kind.name(), kind.name(), last) > 0;
        }
        return Collections.nCopies(times.size(), any);
    }

    /** Returns the columns kind, begins_at, stream, version and lane. */
    static Object[] columns(RollUp.Key key) {
        return new Object[] {key.kind().name(), Times.toMicros(key.start()), key.stream(), key.version(), key.lane()};
    }

    /** Returns the columns of a key, and the body. */
    static Object[] columns(RollUp rollUp) {
        Object[] key = columns(rollUp.key());
        Object[] row = Arrays.copyOf(key, key.length + 1);
        row[key.length] = rollUp.toBytes();
        return row;
    }

    /** Reads a row of {@link #SELECT}. */
    static RollUp read(ResultSet row) throws SQLException {
        RollUp.Key key = new RollUp.Key(
                RollUp.Kind.valueOf(row.getString(1)),
                Times.toInstant(row.getLong(2)),
                row.getLong(3),
                row.getInt(4),
                row.getString(5));
        return RollUp.read(key, row.getBytes(6));
    }
}
