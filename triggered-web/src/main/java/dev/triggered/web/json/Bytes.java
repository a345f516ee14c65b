package dev.triggered.web.json;

import java.util.Base64;

/** Bytes, in Base64 (RFC 4648, section 4) within a document. */
public final class Bytes {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes bytes.
     *
     * @param bytes the bytes, which are not copied
     * @return the bytes
     */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /**
     * Decodes bytes.
     *
     * @param text Base64 with padding and without line breaks
     * @return the bytes
     * @throws IllegalArgumentException if it is none
     */
    static Bytes parse(String text) {
        return new Bytes(Base64.getDecoder().decode(text));
    }

    /**
     * Returns the bytes.
     *
     * @return the bytes, not copied
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * Encodes the bytes.
     *
     * @return Base64
     */
    public String text() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Shows their number. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
