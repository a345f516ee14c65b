package dev.triggered.jdbc;

/** Runs steps in transactions. Thread-safe. */
interface Database extends AutoCloseable {
    /**
     * Connects, and brings the schema up to date.
     *
     * @throws dev.triggered.StoreException saying why it cannot
     */
    void open();

    /** Runs a step in a transaction, shared with what comes in at the same time, and returns when it is durable. */
    <T> T write(Work<T> work);

    /** Runs a step that changes nothing, and sees all that was written before. */
    <T> T read(Work<T> work);

    Dialect dialect();

    /** Names the database for a log line or an error. */
    @Override
    String toString();

    @Override
    void close();
}
