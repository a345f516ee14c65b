package dev.triggered;

import java.time.Instant;
import java.util.Set;

/**
 * Which messages are asked for. Immutable: each method returns a new query.
 *
 * @param recipient the {@linkplain EmailAddress#key() key} of the address that they go to; empty for any
 * @param source what they came from
 * @param states the states that they are in; empty for any. A deferred message is {@link MessageState#QUEUED} again
 * @param accepted when they were accepted
 * @param page which of those that are found
 */
public record MessageQuery(String recipient, Source source, Set<MessageState> states, Period accepted, Page page) {
    private static final int STANDARD_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;

    /**
     * Checks and copies the components.
     *
     * @param recipient as for the record
     * @param source as for the record
     * @param states as for the record
     * @param accepted as for the record
     * @param page as for the record
     */
    public MessageQuery {
        recipient = recipient.isEmpty() ? "" : EmailAddress.parse(recipient).key();
        states = Set.copyOf(states);
    }

    /**
     * Returns a query for all messages.
     *
     * @return the query, for a page of 100
     */
    public static MessageQuery all() {
        return new MessageQuery("", Source.any(), Set.of(), Period.always(), new Page("", STANDARD_LIMIT));
    }

    /**
     * Returns this query for messages to one address.
     *
     * @param address such as {@code jane@example.com}; addresses are the same if their {@linkplain EmailAddress#key() keys} are
     * @return a new query
     * @throws InvalidAddressException if it is no address
     */
    public MessageQuery to(String address) {
        return new MessageQuery(address, source, states, accepted, page);
    }

    /**
     * Returns this query for messages of one stream.
     *
     * @param name its name, or a former one; messages that were accepted under either are found. Of a name that no stream has or had, those
     *     are that were accepted under it
     * @return a new query
     */
    public MessageQuery of(String name) {
        return new MessageQuery(recipient, new Source(name, source.broadcast), states, accepted, page);
    }

    /**
     * Returns this query for messages of one broadcast.
     *
     * @param id its {@linkplain Broadcast#id() id}; of one that is not known, nothing is found
     * @return a new query
     */
    public MessageQuery ofBroadcast(String id) {
        return new MessageQuery(recipient, new Source(source.stream, id), states, accepted, page);
    }

    /**
     * Returns this query for messages in one state, or in some.
     *
     * @param some the states
     * @return a new query
     */
    public MessageQuery in(MessageState... some) {
        return new MessageQuery(recipient, source, Set.of(some), accepted, page);
    }

    /**
     * Returns this query for messages that were accepted in a period.
     *
     * @param from when it begins, to the millisecond
     * @param until when it has ended, to the millisecond
     * @return a new query
     */
    public MessageQuery acceptedBetween(Instant from, Instant until) {
        return new MessageQuery(recipient, source, states, new Period(from, until), page);
    }

    /**
     * Returns this query for the page behind another one.
     *
     * @param place {@link MessagePage#next()} of that page
     * @return a new query
     */
    public MessageQuery after(String place) {
        return new MessageQuery(recipient, source, states, accepted, new Page(place, page.limit));
    }

    /**
     * Returns this query with another size of a page.
     *
     * @param most 1 to 1,000
     * @return a new query
     */
    public MessageQuery limit(int most) {
        return new MessageQuery(recipient, source, states, accepted, new Page(page.cursor, most));
    }

    /**
     * What messages came from.
     *
     * @param stream the name of their stream; empty for any
     * @param broadcast the id of their broadcast; empty for any, and for messages of none
     */
    public record Source(String stream, String broadcast) {
        private static final Source ANY = new Source("", "");

        /**
         * Returns where any message comes from.
         *
         * @return the source
         */
        public static Source any() {
            return ANY;
        }
    }

    /**
     * A period of time.
     *
     * @param from when it begins
     * @param until when it has ended; not before it begins
     */
    public record Period(Instant from, Instant until) {
        /**
         * Checks the components.
         *
         * @param from as for the record
         * @param until as for the record
         */
        public Period {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("a period ends when it has begun: " + from + ", " + until);
            }
        }

        /**
         * Returns all of time.
         *
         * @return the period
         */
        public static Period always() {
            return new Period(Instant.MIN, Instant.MAX);
        }
    }

    /**
     * Which of those that are found.
     *
     * @param cursor behind which one; empty for the first ones
     * @param limit how many at most
     */
    public record Page(String cursor, int limit) {
        /**
         * Checks the components.
         *
         * @param cursor as for the record
         * @param limit as for the record
         */
        public Page {
            if (limit < 1 || limit > LARGEST_LIMIT) {
                throw new IllegalArgumentException("a page has 1 to " + LARGEST_LIMIT + " messages, not " + limit);
            }
        }
    }
}
