package dev.triggered.tracking.response;

import dev.triggered.MessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a signed link says.
 *
 * @param message the message that it stands in
 * @param sent when the mail was composed, in whole seconds
 * @param link which link of the mail it is; empty for the image that tells of an open
 */
record LinkToken(MessageId message, Instant sent, Optional<Link> link) {
    /**
     * A link of a mail.
     *
     * @param number which one, from 1 on in the order of the mail
     * @param count how many tracked ones the mail has
     * @param target where it leads
     */
    record Link(int number, int count, String target) {}
}
