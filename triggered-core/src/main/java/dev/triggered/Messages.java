package dev.triggered;

import java.util.Optional;

/** The messages that were accepted, as far as the store still knows them. Thread-safe. */
public interface Messages {
    /**
     * Finds a message.
     *
     * @param id its id, as a receipt names it
     * @return where it is and each attempt to send it, or empty if it is not known or no longer kept
     */
    Optional<MessageHistory> find(MessageId id);
}
