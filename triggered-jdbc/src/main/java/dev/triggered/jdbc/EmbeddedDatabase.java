package dev.triggered.jdbc;

import dev.triggered.StoreException;
import dev.triggered.spi.Waker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite file in a folder of its own: one connection writes, in groups, and another one reads beside it. Transactions are begun
 * and ended by statements, because the driver begins none after a rollback that SQLite did by itself.
 */
final class EmbeddedDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int BUSY_MILLIS = 10_000;

    private final Path folder;
    private final Statements statements = new SqliteStatements();
    private final ProgramStatements programs = new SqliteProgramStatements();
    private final GroupCommit writes = new GroupCommit(new Writes(), Company.none());
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private @Nullable FolderLock lock;
    private @Nullable Session writer;
    private @Nullable Session reader;

    EmbeddedDatabase(Path folder) {
        this.folder = folder;
    }

    @Override
    public void open(Waker waker, Runnable lost, Runnable doubted) {
        try {
            Files.createDirectories(folder);
            lock = FolderLock.on(folder);
            writer = connect();
            Schema schema = Schema.of(toString(), statements.dialect().folder());
            Recovery.Found found = inTransaction(session -> {
                schema.apply(session);
                return Recovery.run(session);
            });
            reader = connect();
            LOG.info(
                    "{} is open; {} messages wait in it, and {} were being sent when the last process ended",
                    this,
                    found.waiting(),
                    found.left());
        } catch (IOException | SQLException e) {
            close();
            throw StoreException.lasting(this + " cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public <I, O> List<O> write(Batch<I, O> batch, List<I> items) {
        try {
            return writes.run(batch, items);
        } catch (SQLException e) {
            throw StoreException.passing(this + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public <I, O> List<O> join(Connection transaction, Batch<I, O> batch, List<I> items) {
        throw StoreException.lasting(
                this + " is a database of its own, which cannot join a transaction of another one: keep mail"
                        + " in the host's database for that");
    }

    @Override
    public <T> T read(Work<T> work) {
        reading.lock();
        try {
            return inSnapshot(opened(reader), work);
        } catch (SQLException e) {
            throw StoreException.passing(this + " cannot be read: " + e.getMessage(), e);
        } finally {
            reading.unlock();
        }
    }

    @Override
    public <T> T transact(Work<T> work) {
        try {
            return inTransaction(work);
        } catch (SQLException e) {
            throw StoreException.passing(this + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void acknowledge(long epoch) {}

    /** One process owns the file. */
    @Override
    public boolean isAcknowledged(long epoch) {
        return true;
    }

    @Override
    public void callNodes() {}

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
        return Recovery.OWNER;
    }

    @Override
    public boolean holdsLease() {
        return true;
    }

    @Override
    public String toString() {
        return "the store in " + folder;
    }

    @Override
    public void close() {
        reading.lock();
        writing.lock();
        try {
            close(reader == null ? null : reader::disconnect);
            close(writer == null ? null : writer::disconnect);
            close(lock);
            reader = null;
            writer = null;
            lock = null;
        } finally {
            writing.unlock();
            reading.unlock();
        }
    }

    private <T> T inSnapshot(Session session, Work<T> work) throws SQLException {
        session.change("BEGIN");
        try {
            return work.run(session);
        } finally {
            session.change("COMMIT");
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        writing.lock();
        try {
            Session session = opened(writer);
            session.change("BEGIN IMMEDIATE");
            boolean committed = false;
            try {
                T result = work.run(session);
                session.change("COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(session);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /** Rolls back, unless SQLite did so by itself, as it does when the disk is full. */
    private void rollBack(Session session) {
        try {
            session.change("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("{} was rolled back before: {}", this, e.getMessage());
        }
    }

    private Session connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("triggered.db"));
        return new Session(source.getConnection());
    }

    private Session opened(@Nullable Session session) {
        if (session == null) {
            throw StoreException.lasting(this + " is not open: it was closed, or never opened");
        }
        return session;
    }

    private void close(@Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} was not closed cleanly", this, e);
        }
    }

    private final class Writes implements GroupCommit.Transaction {
        @Override
        public <T> T run(Work<T> work) throws SQLException {
            return inTransaction(work);
        }

        @Override
        public <T> T again(Work<T> work, Exception failure, boolean alone) throws SQLException {
            if (!alone) {
                return inTransaction(work);
            }
            if (failure instanceof SQLException e) {
                throw e;
            }
            throw (RuntimeException) failure;
        }
    }
}
