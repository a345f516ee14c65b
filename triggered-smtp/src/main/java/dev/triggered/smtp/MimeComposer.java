package dev.triggered.smtp;

import dev.triggered.spi.OutgoingMail;

/** Turns a mail into its MIME form. Thread-safe, as long as each thread has a buffer of its own. */
@FunctionalInterface
interface MimeComposer {
    /**
     * Composes a mail.
     *
     * @param buffer where it is composed, in place of the mail before
     * @throws UnsendableException if it cannot be composed, or an attachment cannot be opened
     */
    ComposedMail compose(OutgoingMail mail, MailBuffer buffer) throws UnsendableException;
}
