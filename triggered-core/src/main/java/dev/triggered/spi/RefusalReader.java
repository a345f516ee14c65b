package dev.triggered.spi;

import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceReason;

/** Tells from a relay's refusal in the dialogue why a message is not delivered. */
@FunctionalInterface
public interface RefusalReader {
    /**
     * Reads a reply.
     *
     * @param reply a permanent negative reply to {@code RCPT} or to the message's content (RFC 5321, section 4.2.1)
     * @return why; where this throws, the refusal counts for nothing. Called by the one thread that records outcomes; must not block
     */
    BounceReason read(SmtpReply reply);
}
