package dev.triggered.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/** How a statement says whether a recipient must not be written to; the same for both databases. */
final class Suppressing {
    /** Finds the reason for an address and the number of a stream. */
    static final String REASON = reason("?", "?");

    private Suppressing() {}

    /** Returns the reason why an address must not be written to by a stream, if there is one. */
    static Optional<String> find(Session session, String address, long stream) throws SQLException {
        return session.find(rows -> rows.getString(1), REASON, address, stream);
    }

    /**
     * Returns a query for the reason why an address must not be written to, which finds nothing where it may. The switch is read only
     * where it matters.
     *
     * @param address an expression for the key of the address
     * @param stream an expression for the number of the stream
     */
    static String reason(String address, String stream) {
        return """
                SELECT s.reason FROM triggered_suppression s WHERE s.address = %s AND (s.stream = 0 OR s.stream = %s)
                    AND NOT (s.liftable AND COALESCE((SELECT o.is_on FROM triggered_opt_in o ORDER BY o.seq DESC LIMIT 1), false))
                ORDER BY s.liftable, s.reason LIMIT 1""".formatted(address, stream);
    }
}
