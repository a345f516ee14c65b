package dev.triggered;

import dev.triggered.MessageQuery.Page;
import dev.triggered.MessageQuery.Period;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which dead letters are asked for. Immutable: each method returns a new query.
 *
 * @param stream the name of their stream; empty for any
 * @param states the states that they ended in
 * @param said what is said of why they ended
 * @param ended when they ended
 * @param page which of those that are found
 */
public record DeadLetterQuery(String stream, Set<MessageState> states, Said said, Period ended, Page page) {
    private static final Set<MessageState> DEAD = Set.of(
            MessageState.FAILED,
            MessageState.UNCERTAIN,
            MessageState.EXPIRED,
            MessageState.CANCELLED,
            MessageState.SUPPRESSED);
    private static final Set<MessageState> UNWANTED =
            Set.of(MessageState.FAILED, MessageState.UNCERTAIN, MessageState.EXPIRED);
    private static final int STANDARD_LIMIT = 100;

    /**
     * Checks and copies the components.
     *
     * @param stream as for the record
     * @param states as for the record
     * @param said as for the record
     * @param ended as for the record
     * @param page as for the record
     */
    public DeadLetterQuery {
        if (states.isEmpty() || !DEAD.containsAll(states)) {
            throw new IllegalArgumentException("a dead letter is in one of the states " + EnumSet.copyOf(DEAD)
                    + ", and at least one is asked for: " + states);
        }
        states = Set.copyOf(states);
    }

    /**
     * Returns a query for all messages that ended without being sent against anybody's will: {@link MessageState#FAILED},
     * {@link MessageState#UNCERTAIN} and {@link MessageState#EXPIRED}. Those that were cancelled, or whose recipients were suppressed, have
     * to be {@linkplain #in asked for}.
     *
     * @return the query, for a page of 100
     */
    public static DeadLetterQuery all() {
        return new DeadLetterQuery("", UNWANTED, Said.anything(), Period.always(), new Page("", STANDARD_LIMIT));
    }

    /**
     * Says whether a message in a state is a dead letter.
     *
     * @param state the state
     * @return {@code true} for one in which a message has ended without being sent, or nobody knows
     */
    public static boolean isDead(MessageState state) {
        return DEAD.contains(state);
    }

    /**
     * Returns this query for messages of one stream.
     *
     * @param name its name, or a former one
     * @return a new query
     */
    public DeadLetterQuery of(String name) {
        return new DeadLetterQuery(name, states, said, ended, page);
    }

    /**
     * Returns this query for messages that ended in one state, or in some.
     *
     * @param some the states
     * @return a new query
     * @throws IllegalArgumentException if one of them is not that of a dead letter
     */
    public DeadLetterQuery in(MessageState... some) {
        return new DeadLetterQuery(stream, Set.of(some), said, ended, page);
    }

    /**
     * Returns this query for messages of which a certain thing is said.
     *
     * @param part a part of what the relay said, or of the reason; the case of letters does not count
     * @return a new query
     */
    public DeadLetterQuery saying(String part) {
        return new DeadLetterQuery(stream, states, new Said(part, said.code, said.status), ended, page);
    }

    /**
     * Returns this query for messages whose last reply had a certain code.
     *
     * @param number the reply code (RFC 5321, section 4.2), such as 550; 0 for any
     * @return a new query
     */
    public DeadLetterQuery code(int number) {
        return new DeadLetterQuery(stream, states, new Said(said.part, number, said.status), ended, page);
    }

    /**
     * Returns this query for messages whose last reply had a certain enhanced status code.
     *
     * @param code the code (RFC 3463), or its first parts: {@code 5.1.1}, {@code 5.1} or {@code 5}; empty for any
     * @return a new query
     */
    public DeadLetterQuery status(String code) {
        return new DeadLetterQuery(stream, states, new Said(said.part, said.code, code), ended, page);
    }

    /**
     * Returns this query for messages that ended in a period.
     *
     * @param from when it begins
     * @param until when it has ended
     * @return a new query
     */
    public DeadLetterQuery endedBetween(Instant from, Instant until) {
        return new DeadLetterQuery(stream, states, said, new Period(from, until), page);
    }

    /**
     * Returns this query for the page behind another one.
     *
     * @param place {@link DeadLetterPage#next()} of that page
     * @return a new query
     */
    public DeadLetterQuery after(String place) {
        return new DeadLetterQuery(stream, states, said, ended, new Page(place, page.limit()));
    }

    /**
     * Returns this query with another size of a page.
     *
     * @param most 1 to 1,000
     * @return a new query
     */
    public DeadLetterQuery limit(int most) {
        return new DeadLetterQuery(stream, states, said, ended, new Page(page.cursor(), most));
    }

    /**
     * Says whether a dead letter is asked for, whatever its stream is called and whichever page it is on.
     *
     * @param letter the dead letter
     * @return {@code true} if its state, its end and what is said of that are as they have to be
     */
    public boolean matches(DeadLetter letter) {
        return states.contains(letter.state())
                && !letter.endedAt().isBefore(ended.from())
                && letter.endedAt().isBefore(ended.until())
                && said.matches(letter.why());
    }

    /**
     * What is said of why a message ended.
     *
     * @param part a part of what the relay said, or of the reason, in any case; empty for any
     * @param code the reply code; 0 for any
     * @param status the enhanced status code, or its first parts; empty for any
     */
    public record Said(String part, int code, String status) {
        private static final Said ANYTHING = new Said("", 0, "");

        /**
         * Returns what is said of all.
         *
         * @return what every reply matches
         */
        public static Said anything() {
            return ANYTHING;
        }

        private boolean matches(SmtpReply reply) {
            return (code == 0 || code == reply.code())
                    && (reply.enhancedStatus() + ".").startsWith(status.isEmpty() ? "" : status + ".")
                    && lower(reply.text()).contains(lower(part));
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
