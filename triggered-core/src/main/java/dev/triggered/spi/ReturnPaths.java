package dev.triggered.spi;

import dev.triggered.EmailAddress;
import dev.triggered.MailStream;
import dev.triggered.MessageId;

/** Gives each message a return path of its own (RFC 5321, section 4.4), so that what comes back can be told to be about it (VERP). */
@FunctionalInterface
public interface ReturnPaths {
    /**
     * Returns where reports on a message go to.
     *
     * @param message the message
     * @param stream its stream
     * @return the sender of the envelope, the same for each attempt; where this throws, it is the address of the stream's sender. Called by the threads of many lanes at once; must not block
     */
    EmailAddress returnPath(MessageId message, MailStream stream);
}
