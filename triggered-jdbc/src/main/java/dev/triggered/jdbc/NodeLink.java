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
    static final String REGISTRY = "triggered_registry";

    /** What is called where others are the names of lanes, none of which begins with a space. */
    static final String PROGRAMS = " programs";

    private static final Logger LOG = LoggerFactory.getLogger(NodeLink.class);

    private final Connection connection;
    private final Session session;
    private final Settings before;
    private @Nullable Ear ear;

    private NodeLink(Connection connection, Settings before) throws SQLException {
        this.connection = connection;
        this.session = new Session(connection, null, Planner.ahead(connection));
        this.before = before;
    }

    /** Connects, and listens where the driver can. A statement that takes longer than the patience breaks the connection. */
    static NodeLink open(DataSource database, Duration patience) throws SQLException {
        Connection connection = database.getConnection();
        try {
            NodeLink link = new NodeLink(connection, Settings.of(connection));
            new Settings(true, Connection.TRANSACTION_READ_COMMITTED, (int) patience.toMillis()).apply(connection);
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
    Calls await(int millis) throws SQLException {
        return ear == null ? new Calls(Set.of(), false) : ear.await(millis);
    }

    /** Gives the connection back as it came. */
    @Override
    public void close() throws SQLException {
        if (ear != null) {
            session.execute("UNLISTEN " + CHANNEL);
            session.execute("UNLISTEN " + REGISTRY);
        }
        before.apply(connection);
        session.close();
        connection.close();
    }

    /** Breaks the connection, also under a thread that waits on it. */
    void abort() {
        abort(connection);
    }

    private void listen() throws SQLException {
        ear = ear(connection);
        if (ear != null) {
            session.execute("LISTEN " + CHANNEL);
            session.execute("LISTEN " + REGISTRY);
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

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("a connection that is given up was not closed cleanly", e);
        }
    }

    /** What a pool may expect to find as it was; the timeout is in milliseconds, and 0 stands for none. */
    private record Settings(boolean autoCommit, int isolation, int timeout) {
        static Settings of(Connection connection) throws SQLException {
            int timeout = 0;
            try {
                timeout = connection.getNetworkTimeout();
            } catch (SQLFeatureNotSupportedException e) {
                LOG.debug("{} knows no network timeout", connection.getClass(), e);
            }
            return new Settings(connection.getAutoCommit(), connection.getTransactionIsolation(), timeout);
        }

        void apply(Connection connection) throws SQLException {
            connection.setAutoCommit(true); // ends the transaction that asking for a setting has begun
            if (connection.getTransactionIsolation() != isolation) {
                connection.setTransactionIsolation(isolation);
            }
            connection.setAutoCommit(autoCommit);
            try {
                connection.setNetworkTimeout(Runnable::run, timeout);
            } catch (SQLFeatureNotSupportedException e) {
                LOG.debug("a statement on {} may take for ever", connection.getClass(), e);
            }
        }
    }

    /**
     * What was called.
     *
     * @param lanes the lanes that are to look for messages; an empty name stands for all
     * @param registry whether the registry is to be looked at
     */
    record Calls(Set<String> lanes, boolean registry) {}

    /** Hears what other connections call. */
    private interface Ear {
        Calls await(int millis) throws SQLException;
    }

    /** Alone in naming the driver's classes, which a host that has another driver has not. */
    private record DriverEar(PGConnection connection) implements Ear {
        @Override
        public Calls await(int millis) throws SQLException {
            Set<String> called = new LinkedHashSet<>();
            boolean registry = false;
            PGNotification[] heard = connection.getNotifications(millis);
            if (heard != null) { // as older drivers return for none
                for (PGNotification each : heard) {
                    if (each.getName().equals(CHANNEL)) {
                        called.add(each.getParameter());
                    }
                    registry |= each.getName().equals(REGISTRY);
                }
            }
            return new Calls(called, registry);
        }
    }
}
