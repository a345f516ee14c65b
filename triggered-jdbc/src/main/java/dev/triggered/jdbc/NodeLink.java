package dev.triggered.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that a node keeps for itself, and listens on. Used by one thread, but for {@link #abort()}. */
final class NodeLink implements AutoCloseable {
    static final String CHANNEL = "triggered";

    private static final Logger LOG = LoggerFactory.getLogger(NodeLink.class);

    private final Connection connection;
    private final Session session;
    private final int timeoutBefore;
    private @Nullable Ear ear;

    private NodeLink(Connection connection, int timeoutBefore) {
        this.connection = connection;
        this.session = new Session(connection);
        this.timeoutBefore = timeoutBefore;
    }

    /** Connects, and listens where the driver can. A statement that takes longer than the patience breaks the connection. */
    static NodeLink open(DataSource database, Duration patience) throws SQLException {
        Connection connection = database.getConnection();
        try {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            NodeLink link = new NodeLink(connection, limit(connection, (int) patience.toMillis()));
            link.listen();
            return link;
        } catch (SQLException | RuntimeException e) {
            abort(connection);
            throw e;
        }
    }

    NodeStatements statements() {
        return new NodeStatements(session);
    }

    /** Says whether {@link #await} hears anything. */
    boolean listens() {
        return ear != null;
    }

    /** Waits until another connection calls, but not longer than so many milliseconds, at least 1, and returns what is called. */
    Set<String> await(int millis) throws SQLException {
        return ear == null ? Set.of() : ear.await(millis);
    }

    /** Gives the connection back as it came. */
    @Override
    public void close() throws SQLException {
        if (ear != null) {
            session.execute("UNLISTEN " + CHANNEL);
        }
        limit(connection, timeoutBefore);
        session.close();
    }

    /** Breaks the connection, also under a thread that waits on it. */
    void abort() {
        abort(connection);
    }

    private void listen() throws SQLException {
        ear = ear(connection);
        if (ear != null) {
            session.execute("LISTEN " + CHANNEL);
        }
    }

    /** Returns what hears notifications, or {@code null} where the driver is another one than PostgreSQL's. */
    private static @Nullable Ear ear(Connection connection) {
        try {
            return new DriverEar(connection.unwrap(PGConnection.class));
        } catch (SQLException | LinkageError e) {
            LOG.debug("{} is no connection of PostgreSQL's driver", connection.getClass(), e);
            return null;
        }
    }

    /** Sets how long a statement may take, in milliseconds, and returns how long it might before. 0 means for ever. */
    private static int limit(Connection connection, int millis) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLFeatureNotSupportedException e) {
            LOG.debug("{} knows no network timeout", connection.getClass(), e);
            return 0;
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("a connection that is given up was not closed cleanly", e);
        }
    }

    /** Hears what other connections call. */
    private interface Ear {
        Set<String> await(int millis) throws SQLException;
    }

    /** Alone in naming the driver's classes, which a host that has another driver has not. */
    private record DriverEar(PGConnection connection) implements Ear {
        @Override
        public Set<String> await(int millis) throws SQLException {
            Set<String> called = new LinkedHashSet<>();
            PGNotification[] heard = connection.getNotifications(millis);
            if (heard != null) { // as older drivers return for none
                for (PGNotification each : heard) {
                    if (each.getName().equals(CHANNEL)) {
                        called.add(each.getParameter());
                    }
                }
            }
            return called;
        }
    }
}
