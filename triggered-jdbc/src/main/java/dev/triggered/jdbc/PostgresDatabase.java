package dev.triggered.jdbc;

import dev.triggered.StoreException;
import dev.triggered.spi.Waker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that several processes share. Each step is one statement, or can be left half done without harm, so that each
 * statement is a transaction of its own and costs one round trip. Steps of one kind are grouped.
 */
final class PostgresDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    private static final int BORROWED = 6;
    private static final int ATTEMPTS = 3;
    private static final int MOST_STALE = 50;
    private static final int OLDEST_VERSION = 14;
    /** A key that a transaction of the host holds must not block a whole group. */
    private static final String GROUP_PATIENCE = "200ms";

    private static final String ALONE_PATIENCE = "2s";
    private static final String LOCKED = "55P03";
    private static final long SCHEMA_LOCK = 0x747269676765726CL;

    private final DataSource source;
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final Statements statements = new PostgresStatements();
    private final ProgramStatements programs = new PostgresProgramStatements();
    private final Semaphore borrowed = new Semaphore(BORROWED, true);
    private final Map<Batch<?, ?>, GroupCommit> groups = new ConcurrentHashMap<>();
    private volatile String name = "the store in PostgreSQL";
    private volatile Runnable doubted = () -> {};
    private volatile @Nullable Node node;
    private volatile @Nullable Acknowledged acknowledged;

    PostgresDatabase(DataSource source, Lease lease, LongSupplier nanoTime) {
        this.source = source;
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    @Override
    public void open(Waker waker, Runnable lost, Runnable doubted) {
        this.doubted = doubted;
        try (Connection connection = source.getConnection()) {
            name = "the store in the PostgreSQL database '" + connection.getCatalog() + "'";
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_VERSION) {
                throw StoreException.lasting(
                        this + " is PostgreSQL " + version + ": use " + OLDEST_VERSION + " or newer");
            }
            migrate(connection);
        } catch (SQLException e) {
            String message = this + " cannot be opened: " + e.getMessage();
            throw Node.lasts(e) ? StoreException.lasting(message, e) : StoreException.passing(message, e);
        }
        Node started = new Node(source, lease, waker, lost, nanoTime);
        started.start();
        node = started;
        LOG.info("{} is open; this is node {} of those that share it", this, started.id());
    }

    /** Brings the schema up to date, under a lock: of several processes that start together, one does, and the others wait for it. */
    private void migrate(Connection connection) throws SQLException {
        Schema schema = Schema.of(toString(), statements.dialect().folder());
        connection.setAutoCommit(false);
        try (Session session = new Session(connection)) {
            session.execute(
                    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"); // to see what was made while waiting for the
            // lock
            boolean known = session.list(
                            rows -> rows.getBoolean(1), "SELECT to_regclass('triggered_schema') IS NOT NULL")
                    .get(0);
            if (!known || !schema.isCurrent(Schema.version(session))) {
                session.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
                schema.apply(session);
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public <I, O> List<O> write(Batch<I, O> batch, List<I> items) {
        requireOpen();
        GroupCommit group =
                groups.computeIfAbsent(batch, kind -> new GroupCommit(new Writes(), Company.sought(nanoTime)));
        try {
            return group.run(batch, items);
        } catch (BrokenException e) {
            throw StoreException.unknown(
                    this + " was lost while it was written, and cannot be asked whether that was done: "
                            + e.getMessage(),
                    e);
        } catch (SQLException e) {
            throw StoreException.passing(this + " cannot be written: " + reason(e), e);
        }
    }

    @Override
    public <I, O> List<O> join(Connection transaction, Batch<I, O> batch, List<I> items) {
        requireOpen();
        try (Session session = new Session(transaction)) {
            Savepoint before = transaction.setSavepoint();
            try {
                List<O> answers = batch.run(session, items);
                transaction.releaseSavepoint(before);
                return answers;
            } catch (SQLException | RuntimeException e) {
                rollBack(transaction, before, e);
                throw e;
            }
        } catch (SQLException e) {
            String hint = "40001".equals(e.getSQLState()) ? "; roll it back and repeat the whole transaction" : "";
            throw StoreException.passing(
                    this + " cannot be written in the transaction of this connection: " + reason(e) + hint, e);
        }
    }

    private static void rollBack(Connection transaction, Savepoint before, Exception cause) {
        try {
            transaction.rollback(before);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        requireOpen();
        try {
            return again(work, 0, false);
        } catch (SQLException e) {
            throw StoreException.passing(this + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T transact(Work<T> work) {
        requireOpen();
        try {
            return once(session -> session.inTransaction(work), ALONE_PATIENCE);
        } catch (BrokenException e) {
            throw StoreException.unknown(
                    this + " was lost while it was changed: look whether the change was made: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw StoreException.passing(this + " cannot be changed: " + e.getMessage(), e);
        }
    }

    @Override
    public void acknowledge(long epoch) {
        Acknowledged now = new Acknowledged(requireOpen().id(), epoch);
        if (!now.equals(acknowledged)) {
            boolean known = read(session -> NodeStatements.acknowledge(session, now.node, epoch));
            acknowledged = known ? now : null;
        }
    }

    @Override
    public boolean isAcknowledged(long epoch) {
        return read(session -> NodeStatements.isAcknowledged(session, epoch, lease.length()));
    }

    @Override
    public void callNodes() {
        read(session -> session.list(rows -> rows.getString(1), NodeStatements.CALL_FOR_REGISTRY));
    }

    @Override
    public Statements statements() {
        return statements;
    }

    @Override
    public ProgramStatements programs() {
        return programs;
    }

    @Override
    public long owner() {
        return requireOpen().id();
    }

    @Override
    public boolean holdsLease() {
        return requireOpen().holdsLease();
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        Node last = node;
        node = null;
        if (last != null) {
            last.close();
        }
    }

    private Node requireOpen() {
        Node open = node;
        if (open == null) {
            throw StoreException.lasting(this + " is not open: it was closed, or never opened");
        }
        return open;
    }

    /** Runs a step alone, some times if need be; what it does can be repeated. */
    private <T> T again(Work<T> work, int before, boolean broken) throws SQLException {
        boolean wasBroken = broken;
        for (int attempt = before + 1; ; attempt++) {
            try {
                return wasBroken ? onceAnswered(work) : once(work, ALONE_PATIENCE);
            } catch (SQLException e) {
                wasBroken |= e instanceof BrokenException;
                if (attempt >= ATTEMPTS || !mayPass(e)) {
                    throw wasBroken ? new BrokenException(e) : e;
                }
            }
        }
    }

    /** Runs a step on a connection that answers: after a restart of the server, a pool may first give many that do not. */
    private <T> T onceAnswered(Work<T> work) throws SQLException {
        AtomicBoolean answered = new AtomicBoolean();
        for (int stale = 1; ; stale++) {
            try {
                return once(
                        session -> {
                            session.list(rows -> rows.getInt(1), "SELECT 1");
                            answered.set(true);
                            return work.run(session);
                        },
                        ALONE_PATIENCE);
            } catch (BrokenException e) {
                if (answered.get() || stale >= MOST_STALE) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(Work<T> work, String patience) throws SQLException {
        borrowed.acquireUninterruptibly();
        try {
            Connection connection = source.getConnection();
            boolean automatic = true;
            try {
                automatic = connection.getAutoCommit();
                if (!automatic) {
                    connection.setAutoCommit(true);
                }
                return once(connection, work, patience);
            } finally {
                giveBack(connection, automatic);
            }
        } finally {
            borrowed.release();
        }
    }

    private <T> T once(Connection connection, Work<T> work, String patience) throws SQLException {
        try (Session session = new Session(connection, patience, Planner.ahead(connection))) {
            return work.run(session);
        } catch (SQLException e) {
            if (isBroken(e)) {
                doubted.run();
                throw new BrokenException(e);
            }
            throw e;
        }
    }

    /** Gives a connection back as it came; one that cannot be closed undoes nothing that was done. */
    private void giveBack(Connection connection, boolean automatic) {
        try (connection) {
            if (!automatic && !connection.isClosed()) {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            LOG.debug("a connection to {} was not closed cleanly", this, e);
        }
    }

    private static String reason(SQLException failure) {
        String words = String.valueOf(failure.getMessage());
        return LOCKED.equals(failure.getSQLState())
                ? "another transaction has kept a message of the same trigger id and is still open: " + words
                : words;
    }

    /** Says whether the connection broke, or the server went away, so that nobody knows what became of the statement. */
    private static boolean isBroken(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** Says whether a step that failed may do better at once: after a deadlock, a serialization failure, or with another connection. */
    private static boolean mayPass(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof BrokenException || state.equals("40001") || state.equals("40P01");
    }

    /** A statement whose connection broke while it was under way. */
    private static final class BrokenException extends SQLException {
        private static final long serialVersionUID = 1L;

        BrokenException(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }

    /** Which node has said last by which epoch it works. */
    private record Acknowledged(long node, long epoch) {}

    private final class Writes implements GroupCommit.Transaction {
        @Override
        public <T> T run(Work<T> work) throws SQLException {
            return once(work, GROUP_PATIENCE);
        }

        @Override
        public <T> T again(Work<T> work, Exception failure, boolean alone) throws SQLException {
            if (failure instanceof SQLException e) {
                boolean blocked = LOCKED.equals(e.getSQLState());
                if (alone && !mayPass(e) && !blocked) {
                    throw e;
                }
                return PostgresDatabase.this.again(work, alone && !blocked ? 1 : 0, e instanceof BrokenException);
            }
            if (alone) {
                throw (RuntimeException) failure;
            }
            return PostgresDatabase.this.again(work, 0, false);
        }
    }
}
