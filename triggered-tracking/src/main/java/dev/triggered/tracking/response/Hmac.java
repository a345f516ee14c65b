package dev.triggered.tracking.response;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 under one key (RFC 2104), which is hashed once and not for each message (section 4). Keeps no copy of the key. Thread-safe.
 */
final class Hmac {
    private static final String HASH = "SHA-256";
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;

    private Hmac(byte[] block) {
        this.inner = begun(block, INNER);
        this.outer = begun(block, OUTER);
    }

    /** Begins with a key of any length, which stays as it is; fails where the SHA-256 of this JVM cannot be copied. */
    static Hmac of(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256().digest(key) : key, BLOCK);
        Hmac hmac = new Hmac(block);
        Arrays.fill(block, (byte) 0);
        return hmac;
    }

    /** Returns the 32 octets for the first ones of a message. */
    byte[] sign(byte[] message, int length) {
        MessageDigest first = copy(inner);
        first.update(message, 0, length);
        return copy(outer).digest(first.digest());
    }

    private static MessageDigest begun(byte[] block, byte pad) {
        byte[] padded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            padded[i] = (byte) (block[i] ^ pad);
        }
        MessageDigest digest = sha256();
        digest.update(padded);
        Arrays.fill(padded, (byte) 0);
        return copy(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + HASH, e);
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(
                    "the " + HASH + " of " + digest.getProvider().getName()
                            + " cannot be copied: let a provider come first whose can, as that of the JDK",
                    e);
        }
    }
}
