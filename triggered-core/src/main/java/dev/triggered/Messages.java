package dev.triggered;

import java.util.Optional;

/** The messages that were accepted, as far as the store still knows them. Thread-safe. */
public interface Messages {
    /**
     * Finds a message.
     *
     * @param id its id, as a receipt names it
     * @return where it is, each attempt to send it, and what came back; or empty if it is not known or no longer kept
     */
    Optional<MessageHistory> find(MessageId id);

    /**
     * Looks messages up, a page at a time. Some thousands of messages are looked at for a page at most: where few of many are asked for, a
     * page may have fewer than its limit, or none, and more behind it.
     *
     * @param query which ones
     * @return a page of them, the newest first
     * @throws IllegalArgumentException if the query's cursor came from no page
     * @throws StoreException if the store failed
     */
    MessagePage search(MessageQuery query);
}
