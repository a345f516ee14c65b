package dev.triggered.smtp;

import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * The SHA-256 of a mail's body after the relaxed canonicalization (RFC 6376, section 3.4.4): white space within a line becomes one
 * space, none stays at its end, nor do empty lines at the end of the body. Its lines end with CR LF.
 */
final class BodyHash extends OutputStream {
    private static final int BLOCK = 2_048;

    private final MessageDigest digest = Sha256.digest();
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private boolean empty = true;
    private boolean space;
    private int lineEnds;

    @Override
    public void write(int octet) {
        switch (octet) {
            case ' ', '\t' -> space = true;
            case '\r' -> {}
            case '\n' -> {
                space = false;
                lineEnds++;
            }
            default -> {
                putPending();
                put(octet);
                empty = false;
            }
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
        }
    }

    /** Returns the hash. Nothing is written afterwards. */
    byte[] hash() {
        if (!empty) {
            putLineEnd();
        }
        digest.update(block, 0, filled);
        return digest.digest();
    }

    private void putPending() {
        for (; lineEnds > 0; lineEnds--) {
            putLineEnd();
        }
        if (space) {
            put(' ');
            space = false;
        }
    }

    private void putLineEnd() {
        put('\r');
        put('\n');
    }

    private void put(int octet) {
        if (filled == BLOCK) {
            digest.update(block);
            filled = 0;
        }
        block[filled++] = (byte) octet;
    }
}
