package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Encodes octets in base64, on lines of 76 characters (RFC 2045, section 6.8), block by block. Used by one thread. */
final class Base64Lines {
    private static final Base64.Encoder ENCODER = Base64.getEncoder();
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    private static final int OCTETS_ON_A_LINE = 57;
    private static final int LINE = 76;
    private static final int LINES = 144;
    /** How many octets one block of characters with its line ends has at most. */
    static final int MOST_AT_ONCE = LINES * (LINE + 2);

    private final byte[] block = new byte[LINES * OCTETS_ON_A_LINE];
    private final byte[] characters = new byte[LINES * LINE];

    /** Returns how many octets a content of this size becomes. */
    static long encodedSize(long size) {
        long lines = (size + OCTETS_ON_A_LINE - 1) / OCTETS_ON_A_LINE;
        return (size + 2) / 3 * 4 + lines * 2;
    }

    /** Returns where the octets go that are encoded next. Only the last block of a content may be less than full. */
    byte[] block() {
        return block;
    }

    /** Encodes the first octets of the block, each line ended, and returns where the last line ends. */
    int encode(int count, byte[] out, int start) {
        int length = ENCODER.encode(count == block.length ? block : Arrays.copyOf(block, count), characters);
        int at = start;
        for (int from = 0; from < length; from += LINE) {
            int line = Math.min(LINE, length - from);
            System.arraycopy(characters, from, out, at, line);
            at += line;
            out[at++] = '\r';
            out[at++] = '\n';
        }
        return at;
    }

    /** Encodes the first octets of the block into a buffer. */
    void encode(int count, MailBuffer out) {
        byte[] target = out.room(MOST_AT_ONCE);
        out.length(encode(count, target, out.length()));
    }

    /** Encodes the first octets of an array into a buffer. */
    void encode(byte[] octets, int length, MailBuffer out) {
        for (int from = 0; from < length; from += block.length) {
            int count = Math.min(block.length, length - from);
            System.arraycopy(octets, from, block, 0, count);
            encode(count, out);
        }
    }

    /** Encodes a few octets without a line end, and returns where they end. */
    static int encodeWord(byte[] octets, int from, int to, byte[] out, int start) {
        int at = start;
        for (int i = from; i < to; i += 3) {
            int left = to - i;
            int second = left > 1 ? octets[i + 1] & 0xff : 0;
            int third = left > 2 ? octets[i + 2] & 0xff : 0;
            int three = (octets[i] & 0xff) << 16 | second << 8 | third;
            out[at++] = ALPHABET[three >>> 18];
            out[at++] = ALPHABET[(three >>> 12) & 0x3f];
            out[at++] = left > 1 ? ALPHABET[(three >>> 6) & 0x3f] : (byte) '=';
            out[at++] = left > 2 ? ALPHABET[three & 0x3f] : (byte) '=';
        }
        return at;
    }
}
