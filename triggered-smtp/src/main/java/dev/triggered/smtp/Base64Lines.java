package dev.triggered.smtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The base64 encoding (RFC 2045, section 6.8), with or without its lines of 76 characters. */
final class Base64Lines {
    /** How many octets stand on a line. */
    static final int OCTETS_ON_A_LINE = 57;

    private static final int LONGEST_LINE = 78;
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    private static final short[] PAIRS = pairs();

    private Base64Lines() {}

    /** Returns how many octets a content of this size becomes. */
    static long encodedSize(long size) {
        long lines = (size + OCTETS_ON_A_LINE - 1) / OCTETS_ON_A_LINE;
        return (size + 2) / 3 * 4 + lines * 2;
    }

    /** Adds the first octets of an array, each line ended. */
    static void write(byte[] octets, int length, MailBuffer buffer) {
        byte[] out = buffer.room((int) Math.min(encodedSize(length), Integer.MAX_VALUE));
        buffer.length(encode(octets, length, out, buffer.length()));
    }

    /** Encodes the first octets of an array, each line ended, and returns where the last line ends. */
    static int encode(byte[] octets, int length, byte[] out, int start) {
        int at = start;
        for (int from = 0; from < length; from += OCTETS_ON_A_LINE) {
            at = encodeWord(octets, from, Math.min(length, from + OCTETS_ON_A_LINE), out, at);
            out[at++] = '\r';
            out[at++] = '\n';
        }
        return at;
    }

    /** Returns how many octets so many at most become, when they are encoded block by block. */
    static int room(int octets) {
        return (octets / OCTETS_ON_A_LINE + 1) * LONGEST_LINE;
    }

    /** Encodes a range without a line end, and returns where it ends. */
    static int encodeWord(byte[] octets, int from, int to, byte[] out, int start) {
        int at = start;
        int i = from;
        for (; i + 3 <= to; i += 3, at += 4) {
            int three = (octets[i] & 0xff) << 16 | (octets[i + 1] & 0xff) << 8 | (octets[i + 2] & 0xff);
            SHORTS.set(out, at, PAIRS[three >>> 12]);
            SHORTS.set(out, at + 2, PAIRS[three & 0xfff]);
        }
        if (i < to) {
            boolean two = to - i == 2;
            int rest = (octets[i] & 0xff) << 16 | (two ? (octets[i + 1] & 0xff) << 8 : 0);
            SHORTS.set(out, at, PAIRS[rest >>> 12]);
            out[at + 2] = two ? ALPHABET[(rest >>> 6) & 0x3f] : (byte) '=';
            out[at + 3] = '=';
            at += 4;
        }
        return at;
    }

    private static short[] pairs() {
        short[] pairs = new short[1 << 12];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (ALPHABET[i >>> 6] << 8 | ALPHABET[i & 0x3f]);
        }
        return pairs;
    }
}
