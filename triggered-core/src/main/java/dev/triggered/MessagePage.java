package dev.triggered;

import java.util.List;

/**
 * Some of the messages, the newest first.
 *
 * @param messages the messages
 * @param next what to {@linkplain MessageQuery#after ask on} with; empty where there are no more
 */
public record MessagePage(List<MessageSummary> messages, String next) {
    /**
     * Copies the components.
     *
     * @param messages as for the record
     * @param next as for the record
     */
    public MessagePage {
        messages = List.copyOf(messages);
    }

    /**
     * Says whether there may be more.
     *
     * @return {@code true} if {@link #next()} is not empty
     */
    public boolean hasNext() {
        return !next.isEmpty();
    }
}
