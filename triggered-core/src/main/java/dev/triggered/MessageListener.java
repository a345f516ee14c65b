package dev.triggered;

/**
 * Is told of each step in the life of each message: queued, sending, sent, deferred, failed, uncertain, expired, bounced.
 *
 * <ul>
 *   <li><b>Thread</b>: {@code QUEUED} comes on the thread that called {@code trigger}, {@code SENDING} on that of the lane,
 *       {@code BOUNCED} and {@code COMPLAINED} on that which {@linkplain dev.triggered.feedback.Feedback#record records} it, all else on
 *       the one thread that records outcomes. Several threads call at once.
 *   <li><b>Blocking</b>: a slow listener slows all lanes down; one that has to do more than count hands over to a thread of its
 *       own.
 *   <li><b>Triggering</b>: it may trigger again, but only on {@code QUEUED} while the store may be full: the thread that waits for
 *       room would be the one that makes it. Closing the {@link TriggeredMail} from there is refused.
 *   <li><b>Order</b>: the steps of one message come one after the other, each after it was recorded in the store. Only the
 *       {@code QUEUED} of a message that had to wait in the store may be told later than its next steps.
 *   <li><b>Exceptions</b>: what it throws, an error too, is logged and changes nothing.
 *   <li><b>Loss</b>: a step is told once, by the node on which it happened, and is not told again after a crash. A message that was
 *       triggered {@linkplain TriggeredMail#in in a transaction} has no {@code QUEUED}. What must
 *       not be missed is read from the store.
 * </ul>
 */
@FunctionalInterface
public interface MessageListener {
    /**
     * Takes note of a step.
     *
     * @param step what happened
     */
    void onStep(MessageStep step);
}
