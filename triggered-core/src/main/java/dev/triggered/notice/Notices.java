package dev.triggered.notice;

import java.time.Duration;
import java.util.List;

/**
 * What is to be told to others of the life of messages, for whatever tells them: each subscriber at least once, and of one message in its
 * order. Thread-safe.
 *
 * <p>A notice is kept in the step that it tells of: with a durable store it outlives the process, and several nodes share the work. A store
 * in memory keeps the last 10,000 of each subscriber. All methods throw a {@link dev.triggered.StoreException} where the store fails.
 */
public interface Notices {
    /**
     * Keeps notices for a subscriber from now on, until it is unsubscribed, or has not been {@linkplain #renew renewed} for seven days.
     *
     * @param subscription what it wants to be told, in place of what it wanted before; what was kept before stays
     * @throws IllegalArgumentException if it names a stream that there is not
     */
    void subscribe(Subscription subscription);

    /**
     * Says that a subscriber is still there.
     *
     * @param subscriber its name
     * @return whether it is subscribed
     */
    boolean renew(String subscriber);

    /**
     * Keeps no more notices for a subscriber, and forgets those that were kept.
     *
     * @param subscriber its name
     */
    void unsubscribe(String subscriber);

    /**
     * Takes notices that are due, of each message at most the first one that there is. A notice that is not {@linkplain #done done} when the
     * lease ends is due again, for whoever takes it then.
     *
     * @param subscriber who is to be told
     * @param limit the most notices, at least 1
     * @param lease for how long nobody else takes them, nor later notices on the same messages
     * @return the notices, by their numbers
     */
    List<Notice> take(String subscriber, int limit, Duration lease);

    /**
     * Forgets a notice that was told.
     *
     * @param subscriber who was told
     * @param notice the notice
     */
    void done(String subscriber, Notice notice);

    /**
     * Has a notice wait that could not be told, and later ones on its message with it.
     *
     * @param subscriber who was not told
     * @param notice the notice
     * @param delay for how long
     */
    void later(String subscriber, Notice notice, Duration delay);

    /**
     * Forgets notices that could not be told for too long.
     *
     * @param subscriber who was not told
     * @param age since what they tell of has happened
     * @return how many there were
     */
    long giveUp(String subscriber, Duration age);

    /**
     * Returns what a subscriber has not been told yet.
     *
     * @param subscriber its name
     * @return the backlog
     */
    Backlog backlog(String subscriber);
}
