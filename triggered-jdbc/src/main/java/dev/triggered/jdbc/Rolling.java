package dev.triggered.jdbc;

import dev.triggered.spi.RollUp;
import dev.triggered.spi.Tally;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rolling up: rows of the tally go, and are added to the roll-ups. What the databases do each in its own way, and what they share. */
interface Rolling {
    /** The most rows of the tally in one step. */
    int STEP = 500;

    String TAKE = """
            DELETE FROM triggered_tally WHERE seq IN (SELECT seq FROM triggered_tally ORDER BY seq LIMIT ?) RETURNING body""";

    /**
     * Has this transaction, which has done nothing yet, be the only one that rolls up; {@code false} where another one does, and there is
     * no waiting for it.
     */
    boolean lock(Session session, boolean waits) throws SQLException;

    /** Returns those roll-ups that there are under some keys. */
    List<RollUp> load(Session session, Collection<RollUp.Key> keys) throws SQLException;

    /** Puts roll-ups in place of those with the same keys. */
    void save(Session session, Collection<RollUp> rollUps) throws SQLException;

    /** Takes a step, in a transaction that has the lock; returns how many rows went. */
    default int rollUp(Session session) throws SQLException {
        List<byte[]> taken = session.list(row -> row.getBytes(1), TAKE, STEP);
        Tally tally = new Tally();
        taken.forEach(tally::addAll);
        if (!tally.isEmpty()) {
            Map<RollUp.Key, RollUp> later = new TreeMap<>();
            RollUp.of(tally).forEach(rollUp -> later.put(rollUp.key(), rollUp));
            Map<RollUp.Key, RollUp> rollUps = new TreeMap<>();
            load(session, later.keySet()).forEach(rollUp -> rollUps.put(rollUp.key(), rollUp));
            later.forEach(
                    (key, rollUp) -> rollUps.computeIfAbsent(key, RollUp::empty).add(rollUp));
            save(session, rollUps.values());
        }
        return taken.size();
    }
}
