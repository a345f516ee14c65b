package dev.triggered;

import java.time.Duration;
import java.util.Map;

/**
 * A broadcast: one mail of a broadcast stream to many virtual contacts. Thread-safe. It can be looked at and controlled from each
 * process that shares the store, whichever runs it.
 */
public interface Broadcast {
    /**
     * Returns what it is called.
     *
     * @return the id by which it is {@linkplain Broadcasts#find found}, and called again after an interruption
     */
    String id();

    /**
     * Returns the stream that it sends.
     *
     * @return its name
     */
    String stream();

    /**
     * Returns where it is.
     *
     * @return the state now
     */
    BroadcastState state();

    /**
     * Returns what made it fail.
     *
     * @return one sentence with the line, empty unless it is {@link BroadcastState#FAILED}
     */
    String fault();

    /**
     * Returns how far it has come. Cheap, however many recipients there are.
     *
     * @return the progress now
     */
    BroadcastProgress progress();

    /**
     * Counts its messages by what became of them, as long as the store knows them. The cost grows with their number: about a second for a
     * million.
     *
     * @return how many are in each {@linkplain MessageState#isEnd() end}, and how many have not ended, as {@link MessageState#QUEUED}
     */
    Map<MessageState, Long> outcomes();

    /**
     * Pauses it, and its stream: when this returns, no node puts another mail of that stream on the wire. It stays paused after a restart.
     *
     * @throws ConflictException if it is done, has failed or was cancelled
     * @throws TriggeredException as for {@link Streams#pause}
     */
    void pause();

    /**
     * Has it go on, and its stream, where that is paused.
     *
     * @throws ConflictException if it is done, has failed or was cancelled
     * @throws InvalidStreamException naming everything that keeps the stream from being launched
     */
    void resume();

    /**
     * Ends it: no more recipients are read, and those of its messages that are not on the wire end as {@link MessageState#CANCELLED}.
     * Messages of the same stream that came from ordinary triggers stay, but a live stream is paused for a moment. A paused stream stays
     * paused.
     *
     * @throws ConflictException if it is done
     * @throws TriggeredException if after a minute some of its messages could not be ended, or its recipients are read still, because a
     *     listener or the source blocks; it is cancelled all the same, and calling again ends the rest
     */
    void cancel();

    /**
     * Waits until it is {@linkplain BroadcastState#isAtRest() at rest}.
     *
     * @return the state then
     * @throws InterruptedException if the thread is interrupted; the broadcast goes on
     */
    BroadcastState await() throws InterruptedException;

    /**
     * Waits until it is {@linkplain BroadcastState#isAtRest() at rest}, for a bounded time.
     *
     * @param atMost how long
     * @return the state then
     * @throws InterruptedException if the thread is interrupted; the broadcast goes on
     */
    BroadcastState await(Duration atMost) throws InterruptedException;
}
