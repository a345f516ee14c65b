package dev.triggered.spi;

import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of each message. Thread-safe. */
public interface MessageLog {
    /**
     * Finds a message.
     *
     * @param id its id
     * @return its history, or empty if the message is not known or no longer kept
     */
    Optional<MessageHistory> find(MessageId id);

    /**
     * Looks messages up. It may end before it has found as many as are asked for, so that no call reads too many.
     *
     * @param search which ones
     * @return the messages, the last id first; the next ones have ids before {@link MessagePage#next()}, which is empty where there are none
     */
    MessagePage search(Search search);

    /**
     * Says for how long messages of streams are known after their end, in place of what was said before: their histories and their
     * idempotency keys. It also holds for those that have ended; how soon such a change is carried out is the store's affair.
     *
     * @param times by the number of the stream; the others have the store's own time. Before the first call a store forgets nothing by time
     */
    void retain(Map<Long, Duration> times);

    /**
     * Returns what the mail of a message is made from.
     *
     * @param id its id
     * @param now the time
     * @return that, or empty if the message is not known, or has ended and what its mail was made from is not kept any more
     */
    Optional<Source> source(MessageId id, Instant now);

    /**
     * What a mail is made from.
     *
     * @param content the contact, the data and the attachments, without the values of secret paths
     * @param secret whether there are such values, or were before the message ended
     */
    record Source(QueuedMessage.Content content, boolean secret) {}

    /**
     * Which messages are looked for.
     *
     * @param address the {@linkplain dev.triggered.EmailAddress#key() key} of the address that they go to; empty for any
     * @param streams the names of streams under which they were accepted; empty for any
     * @param broadcast the number of the broadcast that they are of; 0 for any, and for those of none
     * @param states the states that they are in; empty for any
     * @param range where among those
     */
    record Search(String address, Set<String> streams, long broadcast, Set<MessageState> states, Range range) {
        /**
         * Copies the components.
         *
         * @param address as for the record
         * @param streams as for the record
         * @param broadcast as for the record
         * @param states as for the record
         * @param range as for the record
         */
        public Search {
            streams = Set.copyOf(streams);
            states = Set.copyOf(states);
        }
    }

    /**
     * Where messages are looked for. Their ids sort by the time of their acceptance.
     *
     * @param from the first id, which none need have
     * @param before the id behind the last one, which none need have
     * @param limit the most messages, at least 1
     */
    record Range(MessageId from, MessageId before, int limit) {}
}
