package dev.triggered.smtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Encodes octets in base64, on lines of 76 characters (RFC 2045, section 6.8), block by block. Used by one thread.
 *
 * <p>It takes six octets at once and looks up two characters at a time: half of the work of the JDK's encoder where that has no
 * instructions of its own for it, as on Java 17 without AVX-512, and the line ends cost no second copy.
 */
final class Base64Lines {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    /** For each 12 bits their two characters, the first one in the lower half. */
    private static final char[] PAIRS = pairs();

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int OCTETS_ON_A_LINE = 57;
    private static final int LINE = 76;
    private static final int LINES = 144;
    /** How many octets one block of characters with its line ends has at most. */
    static final int MOST_AT_ONCE = LINES * (LINE + 2);

    private final byte[] block = new byte[LINES * OCTETS_ON_A_LINE];

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
        int at = start;
        int from = 0;
        for (; count - from >= OCTETS_ON_A_LINE; from += OCTETS_ON_A_LINE) {
            encodeLine(block, from, out, at);
            at = endLine(out, at + LINE);
        }
        return from < count ? endLine(out, encodeWord(block, from, count, out, at)) : at;
    }

    private static int endLine(byte[] out, int at) {
        out[at] = '\r';
        out[at + 1] = '\n';
        return at + 2;
    }

    /** Written out, as the compiler does not do it: that halves its time. */
    private static void encodeLine(byte[] octets, int from, byte[] out, int at) {
        encodeSix(octets, from, out, at);
        encodeSix(octets, from + 6, out, at + 8);
        encodeSix(octets, from + 12, out, at + 16);
        encodeSix(octets, from + 18, out, at + 24);
        encodeSix(octets, from + 24, out, at + 32);
        encodeSix(octets, from + 30, out, at + 40);
        encodeSix(octets, from + 36, out, at + 48);
        encodeSix(octets, from + 42, out, at + 56);
        encodeSix(octets, from + 48, out, at + 64);
        int three = (octets[from + 54] & 0xff) << 16 | (octets[from + 55] & 0xff) << 8 | (octets[from + 56] & 0xff);
        FOUR.set(out, at + 72, PAIRS[three >>> 12] | PAIRS[three & 0xfff] << 16);
    }

    /** Encodes six octets, behind which there are at least two more. */
    private static void encodeSix(byte[] octets, int from, byte[] out, int at) {
        long six = Long.reverseBytes(Octets.get(octets, from)) >>> 16;
        Octets.put(
                out,
                at,
                PAIRS[(int) (six >>> 36)]
                        | (long) PAIRS[(int) (six >>> 24) & 0xfff] << 16
                        | (long) PAIRS[(int) (six >>> 12) & 0xfff] << 32
                        | (long) PAIRS[(int) six & 0xfff] << 48);
    }

    private static char[] pairs() {
        char[] pairs = new char[1 << 12];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (char) (ALPHABET[i >>> 6] | ALPHABET[i & 0x3f] << 8);
        }
        return pairs;
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
