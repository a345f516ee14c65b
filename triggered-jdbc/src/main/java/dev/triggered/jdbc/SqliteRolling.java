package dev.triggered.jdbc;

import dev.triggered.spi.RollUp;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Rolling up in SQLite, where one transaction writes at a time anyway. */
final class SqliteRolling implements Rolling {
    private static final String LOAD =
            SqlReports.SELECT + " WHERE kind = ? AND begins_at = ? AND stream = ? AND version = ? AND lane = ?";
    private static final String SAVE = """
            INSERT INTO triggered_rollup (kind, begins_at, stream, version, lane, body) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, begins_at, stream, version, lane) DO UPDATE SET body = EXCLUDED.body""";

    @Override
    public boolean lock(Session session, boolean waits) {
        return true;
    }

    @Override
    public List<RollUp> load(Session session, Collection<RollUp.Key> keys) throws SQLException {
        List<RollUp> found = new ArrayList<>();
        for (RollUp.Key key : keys) {
            found.addAll(session.list(SqlReports::read, LOAD, SqlReports.columns(key)));
        }
        return found;
    }

    @Override
    public void save(Session session, Collection<RollUp> rollUps) throws SQLException {
        for (RollUp rollUp : rollUps) {
            session.change(SAVE, SqlReports.columns(rollUp));
        }
    }
}
