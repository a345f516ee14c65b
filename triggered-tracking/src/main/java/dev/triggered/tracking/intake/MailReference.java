package dev.triggered.tracking.intake;

import dev.triggered.MessageId;
import dev.triggered.feedback.FeedbackReport.Proof;

/** How a mail that came back names the message that it is about. */
sealed interface MailReference {
    /**
     * It has what belongs to one message only.
     *
     * @param message the message
     * @param proof how that is known
     */
    record Named(MessageId message, Proof proof) implements MailReference {}

    /** It came to a return path that looks like one of ours and that no key of the ring has signed. */
    record Forged() implements MailReference {}

    /** It names none. */
    record Unnamed() implements MailReference {}
}
