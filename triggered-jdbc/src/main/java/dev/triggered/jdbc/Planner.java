package dev.triggered.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PostgreSQL's planner is told. It keeps a plan for as long as a connection lives, and one that was made while a table was small
 * or empty reads the whole table for each row when that has grown. Each statement of this store finds its rows by an index.
 */
final class Planner {
    /** Holds for one transaction. Without it older servers would compile plans that they take for dear. */
    static final String BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)";

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    private Planner() {}

    /** Returns what goes ahead of each statement on a connection; nothing where its driver may not send two at once. */
    static @Nullable String ahead(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class) ? BY_INDEX : null;
        } catch (LinkageError e) {
            LOG.debug("{} is no connection of PostgreSQL's driver", connection.getClass(), e);
            return null;
        }
    }
}
