package dev.triggered;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a broadcast is run. Immutable: each method returns new options.
 *
 * <p>Both listeners are called on the one thread of the broadcast, between its batches, one call at a time. One that blocks holds this
 * broadcast up and nothing else; what it throws is logged and changes nothing. It may pause or cancel the broadcast.
 */
public final class BroadcastOptions {
    private static final BroadcastOptions STANDARD = new BroadcastOptions(null, 2_000, progress -> {}, row -> {});

    private final @Nullable String id;
    private final int ahead;
    private final Consumer<BroadcastProgress> progress;
    private final Consumer<RejectedRow> rejected;

    private BroadcastOptions(
            @Nullable String id, int ahead, Consumer<BroadcastProgress> progress, Consumer<RejectedRow> rejected) {
        this.id = id;
        this.ahead = ahead;
        this.progress = progress;
        this.rejected = rejected;
    }

    /**
     * Returns the options that hold by default.
     *
     * @return an id by chance, 2,000 messages ahead, no listeners
     */
    public static BroadcastOptions standard() {
        return STANDARD;
    }

    /**
     * Returns options for a broadcast that the host can name again: a later call with the same id goes on where an interruption stopped
     * it, and does nothing where it is done.
     *
     * @param id a name that no other broadcast of the store has or had, 1 to 100 printable characters
     * @return the options
     */
    public static BroadcastOptions id(String id) {
        return new BroadcastOptions(
                Names.require("a broadcast", id), STANDARD.ahead, STANDARD.progress, STANDARD.rejected);
    }

    /**
     * Returns these options with a listener for the progress, which is called after each batch, about once a second while the broadcast
     * waits, and at the end.
     *
     * @param listener is told how far it has come
     * @return new options
     */
    public BroadcastOptions onProgress(Consumer<BroadcastProgress> listener) {
        return new BroadcastOptions(id, ahead, listener, rejected);
    }

    /**
     * Returns these options with a listener for rows that nobody can be written to by. After an interruption it is told of the same rows
     * again.
     *
     * @param listener is told of each such row, in the order of the source
     * @return new options
     */
    public BroadcastOptions onRejected(Consumer<RejectedRow> listener) {
        return new BroadcastOptions(id, ahead, progress, listener);
    }

    /**
     * Returns these options with another number of messages that may wait in the store for their first attempt. Fewer make pausing and
     * cancelling cheaper; more are of use to a relay that takes more than some ten thousand mails a second.
     *
     * @param messages how many, from 200 to 50,000; 2,000 by default
     * @return new options
     */
    public BroadcastOptions ahead(int messages) {
        if (messages < 200 || messages > 50_000) {
            throw new IllegalArgumentException("a broadcast is 200 to 50,000 messages ahead: " + messages);
        }
        return new BroadcastOptions(id, messages, progress, rejected);
    }

    /**
     * Returns the id.
     *
     * @return the id, or empty for one by chance
     */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /**
     * Returns how many messages may wait.
     *
     * @return the most messages without an attempt
     */
    public int ahead() {
        return ahead;
    }

    /**
     * Returns who is told of the progress.
     *
     * @return the listener
     */
    public Consumer<BroadcastProgress> progress() {
        return progress;
    }

    /**
     * Returns who is told of rejected rows.
     *
     * @return the listener
     */
    public Consumer<RejectedRow> rejected() {
        return rejected;
    }
}
