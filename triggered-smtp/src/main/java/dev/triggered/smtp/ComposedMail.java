package dev.triggered.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A mail in its MIME form, its attachments opened and not yet read. Written once. */
interface ComposedMail extends Closeable {
    /** Returns its octets; -1 where an attachment does not tell before it is read. */
    long size();

    /** Says whether all of it is in memory, so that nothing can keep it from being written. */
    boolean isWhole();

    /** Says whether an address in it needs SMTPUTF8 (RFC 6531). */
    boolean international();

    /**
     * Writes the mail, each line ended by CR LF.
     *
     * @throws UnsendableException if an attachment cannot be read, or all of them together are too large
     * @throws IOException if the stream cannot be written
     */
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close();
}
