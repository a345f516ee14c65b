package dev.triggered.jdbc;

import dev.triggered.spi.Waker;
import java.sql.Connection;
import java.util.List;

/** Runs steps in transactions. Thread-safe. */
interface Database extends AutoCloseable {
    /**
     * Connects, and brings the schema up to date.
     *
     * @param waker is told when there may be something to do that came from elsewhere
     * @param lost is called when what this process had claimed and not begun belongs to it no more
     * @param doubted is called when the database may have given this process messages without its knowing
     * @throws dev.triggered.StoreException saying why it cannot
     */
    void open(Waker waker, Runnable lost, Runnable doubted);

    /** Runs a step, shared with what comes in at the same time, and returns when it is durable. */
    <I, O> List<O> write(Batch<I, O> batch, List<I> items);

    /** Runs a step in the transaction of a connection of the host. */
    <I, O> List<O> join(Connection transaction, Batch<I, O> batch, List<I> items);

    /** Runs a step that changes nothing, and sees all that was written before. */
    <T> T read(Work<T> work);

    /** Runs a step in a transaction of its own, all of it or nothing; it is not run again. */
    <T> T transact(Work<T> work);

    /** Says on behalf of this process that it works by an epoch of the registry. */
    void acknowledge(long epoch);

    /** Says whether all processes work by an epoch, but for those that the others may take for dead. */
    boolean isAcknowledged(long epoch);

    /** Has all processes look at the registry. */
    void callNodes();

    /** Returns the statements for this database. */
    Statements statements();

    /** Returns the statements for programs in this database. */
    ProgramStatements programs();

    /** Returns by which number the queue knows this process now. */
    long owner();

    /** Says whether what this process has claimed is still its own for certain. */
    boolean holdsLease();

    /** Names the database for a log line or an error. */
    @Override
    String toString();

    @Override
    void close();
}
