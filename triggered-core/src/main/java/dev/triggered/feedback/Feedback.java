package dev.triggered.feedback;

import dev.triggered.EmailAddress;
import dev.triggered.MessageInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came back for messages that were sent, and what follows from it. Thread-safe; each method waits for the store.
 *
 * <p>All of them may be repeated: what was recorded before counts once.
 */
public interface Feedback {
    /**
     * Records that a message came back, and draws the consequences: after a {@linkplain BounceClass#HARD hard} bounce, after the last
     * of several {@linkplain BounceClass#SOFT soft} ones in a row, and after a complaint, the recipient of the message is suppressed,
     * unless the report has no more proof than an address.
     *
     * @param report what came back
     * @return what was done
     * @throws dev.triggered.StoreException if the store failed: repeat it then
     */
    FeedbackVerdict record(FeedbackReport report);

    /**
     * Records that mails were responded to. Those of messages that are not kept any more are left out.
     *
     * @param responses what their readers did
     * @throws dev.triggered.StoreException if the store failed: repeat it then
     */
    void record(List<Response> responses);

    /**
     * Finds the last message that was sent to an address.
     *
     * @param recipient the address
     * @param since from when on it has to be sent
     * @return the message, or empty if there is none that is kept
     */
    Optional<MessageInfo> lastSentTo(EmailAddress recipient, Instant since);

    /**
     * Keeps a mail that came back and is about no message that is known, for somebody to look at. The store keeps the newest
     * 10,000.
     *
     * @param mail the mail
     */
    void keep(UnmatchedMail mail);

    /**
     * Returns mails that were {@linkplain #keep kept}.
     *
     * @param before the number before which they are; {@link Long#MAX_VALUE} for the newest
     * @param limit the most mails, from 1 to 1,000
     * @return the mails, the newest first
     */
    List<UnmatchedMail> unmatched(long before, int limit);

    /**
     * Forgets a mail that was kept.
     *
     * @param number its number
     * @return whether it was there
     */
    boolean forget(long number);
}
