package dev.triggered.benchmarks;

/** A durable queue of messages of 4 KB, as a host would use it, with a handler that does nothing. Thread-safe. */
interface StoreContender extends AutoCloseable {
    /** Keeps one message; it is on the disk when this returns. */
    void accept(long number);

    /** Keeps many messages that are due, in whatever way is fastest. */
    void preload(int count);

    /** Begins to handle what waits and what comes. */
    void start(Progress progress);

    /** Ends what {@link #start} began. */
    void stop();

    /** Says whether everything that was handled is recorded as done, too. */
    boolean isSettled();

    /** Forgets all messages. Called while it is stopped. */
    void clear();

    @Override
    void close();
}
