package dev.triggered.spi;

/** Where accepted messages are kept: one small interface for each concern. Thread-safe. */
public interface MailStore extends AutoCloseable {
    /**
     * Prepares the store. Called once, before anything else.
     *
     * @param time the engine's time
     * @param waker is told when there may be something to do that came from elsewhere, from when this returns until it is closed
     */
    void open(TimeSource time, Waker waker);

    /**
     * Returns the messages that wait or are being sent.
     *
     * @return the outbox
     */
    Outbox outbox();

    /**
     * Returns what became of each message.
     *
     * @return the log
     */
    MessageLog log();

    /**
     * Returns the streams and events of all nodes that share this store.
     *
     * @return the registry
     */
    StreamRegistry registry();

    /**
     * Returns the contacts that are in programs.
     *
     * @return the program store
     */
    ProgramStore programs();

    /**
     * Returns the addresses that must not be written to, which all nodes share.
     *
     * @return the list
     */
    SuppressionList suppressions();

    /**
     * Returns the broadcasts of all nodes that share this store.
     *
     * @return the broadcasts
     */
    BroadcastStore broadcasts();

    /**
     * Returns what came back for messages.
     *
     * @return the feedback
     */
    FeedbackLog feedback();

    /**
     * Returns what was counted, by all nodes that share this store.
     *
     * @return the report store
     */
    ReportStore reports();

    /**
     * Returns the messages that have ended, as those that may be sent again.
     *
     * @return the dead letter office
     */
    DeadLetterOffice deadLetters();

    /**
     * Returns what others are to be told of messages.
     *
     * @return the notices
     */
    NoticeLog notices();

    /**
     * Says whether what was accepted outlives this process.
     *
     * @return {@code false} for a store in memory
     */
    boolean isDurable();

    /** Releases what the store holds open. Closing twice does nothing. */
    @Override
    void close();
}
