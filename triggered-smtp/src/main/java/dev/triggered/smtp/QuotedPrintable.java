package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;

/** The quoted-printable encoding of a text (RFC 2045, section 6.7). Each line end, CR LF or only one of them, becomes CR LF. */
final class QuotedPrintable {
    private static final int LONGEST_LINE = 75;
    /** What one turn writes at most. */
    private static final int MOST_AT_ONCE = 128;

    private static final int ESCAPED = 3;
    private static final long SOFT_BREAK = '=' | ('\r' << 8) | ('\n' << 16);
    private static final long LINE_END = '\r' | ('\n' << 8);
    /** For each octet its three characters, the first one in the lowest bits. */
    private static final int[] ESCAPES = escapes();

    private QuotedPrintable() {}

    /**
     * Encodes the first octets of an array, which has room for {@link Octets#AT_ONCE} more.
     *
     * @param latin whether they are characters of ISO 8859-1, to be encoded in UTF-8, and not UTF-8 already
     */
    static void write(byte[] text, int length, boolean latin, MailBuffer buffer) {
        byte[] out = buffer.room(MOST_AT_ONCE);
        int at = buffer.length();
        int lineStart = at;
        int i = 0;
        while (i < length) {
            if (out.length - at < MOST_AT_ONCE) {
                buffer.length(at);
                out = buffer.room(MOST_AT_ONCE);
            }
            int run = copyPlain(text, i, out, at, Math.min(lineStart + LONGEST_LINE - at, length - i));
            i += run;
            at += run;
            if (i == length) {
                break;
            }
            byte next = text[i];
            if (next == '\r' || next == '\n') {
                at = put(out, guardSpace(out, lineStart, at), LINE_END, 2);
                lineStart = at;
                i += next == '\r' && i + 1 < length && text[i + 1] == '\n' ? 2 : 1;
            } else if (at - lineStart + width(next, latin) > LONGEST_LINE) {
                at = breakSoftly(out, at);
                lineStart = at;
            } else {
                at = escape(next, latin, out, at);
                i++;
            }
        }
        buffer.length(guardSpace(out, lineStart, at));
    }

    /** Copies what stands for itself, at most so many octets, and returns how many that were. */
    private static int copyPlain(byte[] text, int from, byte[] out, int at, int most) {
        int done = 0;
        while (done < most) {
            long eight = Octets.get(text, from + done);
            Octets.put(out, at + done, eight);
            long marks = Octets.notPlain(eight);
            if (marks != 0) {
                return Math.min(done + Octets.before(marks), most);
            }
            done += Octets.AT_ONCE;
        }
        return most;
    }

    /** Returns how many characters an octet becomes at which a plain run ended: by what it is, or because the line is full. */
    private static int width(byte octet, boolean latin) {
        if (octet < 0) {
            return latin ? 2 * ESCAPED : ESCAPED;
        }
        return octet == '\t' || (octet >= ' ' && octet != '=' && octet != 0x7f) ? 1 : ESCAPED;
    }

    private static int escape(byte octet, boolean latin, byte[] out, int at) {
        if (octet == '\t') {
            return put(out, at, octet, 1);
        }
        int value = octet & 0xff;
        if (octet >= 0 || !latin) {
            return put(out, at, ESCAPES[value], ESCAPED);
        }
        long first = ESCAPES[0xc0 | (value >> 6)];
        long second = ESCAPES[0x80 | (value & 0x3f)];
        return put(out, at, first | (second << (ESCAPED * Byte.SIZE)), 2 * ESCAPED);
    }

    /** A space or a tab at the end of a line would be lost on the way. Returns where the line ends that has none. */
    private static int guardSpace(byte[] out, int lineStart, int end) {
        if (end == lineStart || (out[end - 1] != ' ' && out[end - 1] != '\t')) {
            return end;
        }
        int at = end - 1;
        long escape = ESCAPES[out[at]];
        if (at - lineStart + ESCAPED > LONGEST_LINE) {
            at = breakSoftly(out, at);
        }
        return put(out, at, escape, ESCAPED);
    }

    private static int breakSoftly(byte[] out, int at) {
        return put(out, at, SOFT_BREAK, 3);
    }

    /** Puts at most eight characters, and returns where they end. */
    private static int put(byte[] out, int at, long characters, int count) {
        Octets.put(out, at, characters);
        return at + count;
    }

    private static int[] escapes() {
        byte[] hex = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
        int[] escapes = new int[256];
        for (int octet = 0; octet < escapes.length; octet++) {
            escapes[octet] = '=' | (hex[octet >> 4] << 8) | (hex[octet & 0xf] << 16);
        }
        return escapes;
    }
}
