package dev.triggered.jdbc;

import dev.triggered.spi.RollUp;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Rolling up in PostgreSQL: all rows in one round trip, one node at a time. */
final class PostgresRolling implements Rolling {
    private static final String PATIENCE = "SELECT set_config('lock_timeout', '10s', true)";
    /** A number that no other schema of the database has. */
    private static final String NUMBER = "(1953655156::bigint << 32) | 'triggered_rollup'::regclass::oid::bigint";

    private static final String WAIT = "SELECT pg_advisory_xact_lock(" + NUMBER + ") IS NOT NULL";
    private static final String TRY = "SELECT pg_try_advisory_xact_lock(" + NUMBER + ")";
    static final String LOAD = """
            SELECT r.kind, r.begins_at, r.stream, r.version, r.lane, r.body
            FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::int[], ?::text[]) AS k(kind, begins_at, stream, version, lane)
            CROSS JOIN LATERAL (
                SELECT * FROM triggered_rollup r WHERE r.kind = k.kind AND r.begins_at = k.begins_at AND r.stream = k.stream
                    AND r.version = k.version AND r.lane = k.lane OFFSET 0) r""";
    private static final String SAVE = """
            INSERT INTO triggered_rollup (kind, begins_at, stream, version, lane, body)
            SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::int[], ?::text[], ?::bytea[])
            ON CONFLICT (kind, begins_at, stream, version, lane) DO UPDATE SET body = EXCLUDED.body""";

    @Override
    public boolean lock(Session session, boolean waits) throws SQLException {
        session.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"); // to see what was rolled up while waiting
        if (waits) {
            session.list(row -> row.getString(1), PATIENCE);
        }
        return session.list(row -> row.getBoolean(1), waits ? WAIT : TRY).get(0);
    }

    @Override
    public List<RollUp> load(Session session, Collection<RollUp.Key> keys) throws SQLException {
        Columns rows = new Columns("text", "int8", "int8", "int4", "text");
        keys.forEach(key -> rows.add(SqlReports.columns(key)));
        return session.list(SqlReports::read, LOAD, rows.arrays(session));
    }

    @Override
    public void save(Session session, Collection<RollUp> rollUps) throws SQLException {
        Columns rows = new Columns("text", "int8", "int8", "int4", "text", "bytea");
        rollUps.forEach(rollUp -> rows.add(SqlReports.columns(rollUp)));
        session.change(SAVE, rows.arrays(session));
    }
}
