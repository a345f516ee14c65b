package dev.triggered.tracking.intake;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A mailbox that was connected to. Used by one thread. */
interface MailSource extends Closeable {
    /** The most names that are asked for at once. */
    int MOST_NAMES = 1_000;

    /**
     * Returns what names the mails that are not marked.
     *
     * @param wanted which of them to return
     * @return at most {@link #MOST_NAMES}, the oldest first
     */
    List<String> names(Predicate<String> wanted) throws IOException;

    /**
     * Returns a mail, at most {@link dev.triggered.tracking.BounceReader#MOST_OCTETS} octets of it; nothing if it is there no more.
     *
     * @param name what names it
     */
    Optional<byte[]> read(String name) throws IOException;

    /**
     * Marks a mail, so that it is not named again. Does nothing if it is there no more.
     *
     * @param name what names it
     */
    void mark(String name) throws IOException;

    /** Says whether it can still be used after an exception. */
    boolean isOpen();

    /**
     * Waits until there may be new mails.
     *
     * @param waiting how to wait
     * @param until how long at most
     */
    void await(Waiting waiting, Instant until) throws IOException, InterruptedException;

    /** Ends it, without waiting for long. */
    @Override
    void close();
}
