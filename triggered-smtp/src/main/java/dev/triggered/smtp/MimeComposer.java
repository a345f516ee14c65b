package dev.triggered.smtp;

import dev.triggered.spi.OutgoingMail;

/** Turns a mail into its MIME form. Thread-safe. */
@FunctionalInterface
interface MimeComposer {
    /**
     * Composes a mail.
     *
     * @throws UnsendableException if it cannot be composed, or an attachment cannot be opened
     */
    ComposedMail compose(OutgoingMail mail) throws UnsendableException;
}
