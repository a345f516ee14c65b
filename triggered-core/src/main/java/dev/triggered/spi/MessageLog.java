package dev.triggered.spi;

import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import java.util.Optional;

/** What became of each message. Thread-safe. */
public interface MessageLog {
    /**
     * Finds a message.
     *
     * @param id its id
     * @return its history, or empty if the message is not known or no longer kept
     */
    Optional<MessageHistory> find(MessageId id);
}
