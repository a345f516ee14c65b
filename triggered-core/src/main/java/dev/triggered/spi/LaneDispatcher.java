package dev.triggered.spi;

import dev.triggered.SendResult;
import java.util.function.Consumer;

/** Sends the mails of one lane. Used by one thread at a time. */
public interface LaneDispatcher {
    /**
     * Returns how many mails may be under way at once.
     *
     * @return at least 1, and the same each time
     */
    int capacity();

    /**
     * Takes a mail to send. Never waits for the relay: the caller keeps to the {@link #capacity()}.
     *
     * @param mail the mail
     * @param whenDone is called exactly once with how it ended, on any thread, also when this dispatcher is closed; it does not
     *     throw, and finds the mail's place under way free again
     * @throws IllegalStateException if more than {@link #capacity()} mails are under way; {@code whenDone} is not called then
     */
    void send(OutgoingMail mail, Consumer<SendResult> whenDone);
}
