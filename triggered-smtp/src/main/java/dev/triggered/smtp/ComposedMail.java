package dev.triggered.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A mail in its MIME form: in the buffer that it was composed with, and between its pieces the attachments that are too large to be
 * there, opened and not yet read. Written once, and valid until the next mail is composed with the same buffer.
 */
interface ComposedMail extends Closeable {
    /** Returns its octets; -1 where an attachment does not tell before it is read. */
    long size();

    /** Says whether an address in it needs SMTPUTF8 (RFC 6531). */
    boolean international();

    /** Says whether all of it is in memory, so that nothing can go wrong with it any more. */
    boolean isWhole();

    /** Returns the array in which the first {@link #size} octets are the mail, where it is whole. Not to be written to. */
    byte[] bytes();

    /**
     * Writes the mail, each line ended by CR LF.
     *
     * @throws UnsendableException if an attachment cannot be read, is not what was signed, or all of them together are too large
     * @throws IOException if the stream cannot be written
     */
    void writeTo(OutputStream out) throws IOException;

    /** Closes the attachments. Throws nothing: how the mail ended does not depend on it. */
    @Override
    void close();
}
