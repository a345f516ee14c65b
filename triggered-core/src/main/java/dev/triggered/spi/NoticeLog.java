package dev.triggered.spi;

import dev.triggered.MessageState;
import dev.triggered.feedback.ResponseKind;
import dev.triggered.notice.Backlog;
import dev.triggered.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What subscribers are to be told of messages. Thread-safe.
 *
 * <p>A notice is kept in the very step that it tells of: in {@link Outbox#record}, for an end or an attempt that is followed by another one,
 * in {@link FeedbackLog#file}, where the state of a message changes, and in {@link FeedbackLog#record}, for each response that is kept. It has
 * all that is told, so that it outlives its message.
 */
public interface NoticeLog {
    /** The number that stands for all streams. */
    long ALL_STREAMS = 0;

    /** For how long notices are kept for a subscriber that is not renewed. */
    Duration LONGEST_SILENCE = Duration.ofDays(7);

    /**
     * Keeps notices for a subscriber from now on.
     *
     * @param subscriber its name
     * @param topics what it is told of, in place of what it was told of before
     * @param now when it was there last
     */
    void subscribe(String subscriber, Set<Topic> topics, Instant now);

    /**
     * Says that a subscriber is still there.
     *
     * @param subscriber its name
     * @param now when it was there last
     * @return whether it is subscribed
     */
    boolean renew(String subscriber, Instant now);

    /**
     * Keeps no more notices for a subscriber, and forgets its notices.
     *
     * @param subscriber its name
     */
    void unsubscribe(String subscriber);

    /**
     * Takes notices that are due: those for which no other one on the same message is there that has a lower number.
     *
     * @param taking which ones
     * @return the notices, by their numbers
     */
    List<Notice> take(Taking taking);

    /**
     * Forgets notices.
     *
     * @param subscriber whose they are
     * @param numbers their numbers; one that is not there is left out
     */
    void done(String subscriber, Set<Long> numbers);

    /**
     * Sets when a notice is due, and has the later ones on its message not be due before.
     *
     * @param subscriber whose it is
     * @param number its number; where it is not there, nothing is done
     * @param due when
     */
    void later(String subscriber, long number, Instant due);

    /**
     * Forgets the notices with the lowest numbers, as far as they are old; a small step.
     *
     * @param subscriber whose they are
     * @param before before when that of which they tell has happened
     * @param limit how many are looked at, at least 1
     * @return how many were forgotten
     */
    int giveUp(String subscriber, Instant before, int limit);

    /**
     * Counts the notices of a subscriber, up to {@link Backlog#MOST}.
     *
     * @param subscriber its name
     * @return the backlog
     */
    Backlog backlog(String subscriber);

    /**
     * What a subscriber is told of.
     *
     * @param occasion the name of the state that a message has reached, or of the kind of response
     * @param stream the number of its stream, or {@link #ALL_STREAMS}
     */
    record Topic(String occasion, long stream) {
        /**
         * Returns the topic of a state.
         *
         * @param state the state that a message has reached
         * @param stream as for the record
         * @return the topic
         */
        public static Topic of(MessageState state, long stream) {
            return new Topic(state.name(), stream);
        }

        /**
         * Returns the topic of a kind of response.
         *
         * @param kind what the reader of a message did
         * @param stream as for the record
         * @return the topic
         */
        public static Topic of(ResponseKind kind, long stream) {
            return new Topic(kind.name(), stream);
        }
    }

    /**
     * A wish for notices.
     *
     * @param subscriber whose they are
     * @param now the time by which they are due
     * @param until when they are due again
     * @param limit the most notices, at least 1
     */
    record Taking(String subscriber, Instant now, Instant until, int limit) {}
}
