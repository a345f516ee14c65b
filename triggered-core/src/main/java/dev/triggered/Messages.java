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

    /**
     * Makes the mail of a message anew, to be looked at: one that was sent from the version of its stream that it was triggered with, any
     * other one from the version that it would be made from now. Nothing in it is tracked or counted. What was sent looked otherwise, if the
     * stream was edited while the message waited, or if a template of the application has changed.
     *
     * @param id its id
     * @return the mail, or why there is none to look at
     * @throws InvalidStreamException if that version of the stream is gone, or cannot be rendered in this application
     * @throws TemplateException if the mail cannot be rendered
     * @throws StoreException if the store failed
     */
    KeptMail mail(MessageId id);

    /**
     * Returns these messages with another name on record for what is done through them.
     *
     * @param who such as a user's name, 1 to 100 printable characters; {@code "application"} by default
     * @return the same messages
     */
    Messages by(String who);

    /**
     * Cancels a message that waits or is held, on whatever node: once this has answered {@link CancelVerdict#CANCELLED}, it is never put on
     * the wire. Waits until the end is recorded; a {@link MessageListener} must not call it.
     *
     * @param id its id
     * @return what became of it
     * @throws StoreException if the store failed
     */
    CancelVerdict cancel(MessageId id);

    /**
     * Sends a message again that has {@linkplain DeadLetterQuery#isDead ended without being sent}. It keeps its id, and so its
     * {@code Message-ID}, its trigger id and the attempts of before, is due now, and is made from the version of its stream from which it
     * would be made now. It expires when it would have before; where that time has come, its stream's time begins anew.
     *
     * @param id its id
     * @return what became of it
     * @throws StoreException if the store failed
     * @throws OverloadedException if a store in memory has no room
     */
    RetryVerdict retry(MessageId id);

    /**
     * Sends a copy of a message that was sent, whatever came back: a new message with an id of its own and without a trigger id, which is
     * due now and made from the newest version of its stream. It is of no broadcast. What the mail was made from has to be
     * {@linkplain Retention#sent kept}.
     *
     * @param id the id of the message that was sent
     * @return what became of it
     * @throws StoreException if the store failed
     * @throws OverloadedException if a store in memory has no room
     */
    Resent resend(MessageId id);

    /**
     * Looks dead letters up, a page at a time. Some thousands of them are looked at for a page at most: where few of many are asked for, a
     * page may have fewer than its limit, or none, and more behind it.
     *
     * @param query which ones
     * @return a page of them, the one that ended last first
     * @throws IllegalArgumentException if the query's cursor came from no page
     * @throws StoreException if the store failed
     */
    DeadLetterPage deadLetters(DeadLetterQuery query);

    /**
     * {@linkplain #retry Retries} dead letters, from the query's cursor on and whatever its limit, in small steps.
     *
     * @param query which ones
     * @param atMost after how many that wait again it stops, at least 1
     * @return how many wait again, and why others do not
     * @throws IllegalArgumentException if the query's cursor came from no page
     * @throws StoreException if the store failed; those of earlier steps wait again, and are no dead letters any more
     * @throws OverloadedException if a store in memory has no room for more
     */
    RetryCounts retryAll(DeadLetterQuery query, long atMost);
}
