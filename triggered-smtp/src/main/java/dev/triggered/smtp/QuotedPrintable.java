package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;

/** The quoted-printable encoding of a text (RFC 2045, section 6.7). Each line end, CR LF or only one of them, becomes CR LF. */
final class QuotedPrintable {
    private static final int LONGEST_LINE = 75;
    private static final int LONGEST_CHARACTER = 4;
    /** What one turn writes at most. */
    private static final int MOST_AT_ONCE = 128;

    private static final int ESCAPED = 3;
    private static final long SOFT_BREAK = '=' | ('\r' << 8) | ('\n' << 16);
    private static final long LINE_END = '\r' | ('\n' << 8);
    /** For each octet its three characters, the first one in the lowest bits. */
    private static final int[] ESCAPES = escapes();

    private final MailBuffer buffer;
    private byte[] out;
    private int at;
    private int width;

    private QuotedPrintable(MailBuffer buffer) {
        this.buffer = buffer;
        this.out = buffer.room(MOST_AT_ONCE);
        this.at = buffer.length();
    }

    /**
     * Encodes the first octets of an array, which has room for {@link Octets#AT_ONCE} more.
     *
     * @param latin whether they are characters of ISO 8859-1, to be encoded in UTF-8, and not UTF-8 already
     */
    static void write(byte[] text, int length, boolean latin, MailBuffer buffer) {
        new QuotedPrintable(buffer).write(text, length, latin);
    }

    private void write(byte[] text, int length, boolean latin) {
        int i = 0;
        while (i < length) {
            makeRoom();
            int run = copyPlain(text, i, Math.min(LONGEST_LINE - width, length - i));
            i += run;
            at += run;
            width += run;
            if (i == length) {
                break;
            }
            byte next = text[i];
            if (next == '\r' || next == '\n') {
                endLine();
                i += next == '\r' && i + 1 < length && text[i + 1] == '\n' ? 2 : 1;
            } else if (width == LONGEST_LINE) {
                breakSoftly();
            } else if (next == '\t') {
                out[at++] = next;
                width++;
                i++;
            } else if (next < 0 && !latin) {
                i += escapeCharacter(text, i, length);
            } else {
                escapeLatin(next & 0xff);
                i++;
            }
        }
        guardSpace();
        buffer.length(at);
    }

    /** Copies what stands for itself, at most so many octets, and returns how many that were. */
    private int copyPlain(byte[] text, int from, int most) {
        byte[] target = out;
        int start = at;
        int done = 0;
        while (done < most) {
            long eight = Octets.get(text, from + done);
            Octets.put(target, start + done, eight);
            long marks = Octets.notPlain(eight);
            if (marks != 0) {
                return Math.min(done + Octets.before(marks), most);
            }
            done += Octets.AT_ONCE;
        }
        return most;
    }

    private void makeRoom() {
        if (out.length - at < MOST_AT_ONCE) {
            buffer.length(at);
            out = buffer.room(MOST_AT_ONCE);
        }
    }

    private void endLine() {
        guardSpace();
        Octets.put(out, at, LINE_END);
        at += 2;
        width = 0;
    }

    private void breakSoftly() {
        Octets.put(out, at, SOFT_BREAK);
        at += ESCAPED;
        width = 0;
    }

    /** A space or a tab at the end of a line would be lost on the way. */
    private void guardSpace() {
        if (width > 0 && (out[at - 1] == ' ' || out[at - 1] == '\t')) {
            byte space = out[--at];
            width--;
            escape(space);
        }
    }

    /** Escapes octets beyond ASCII, at most a character of them, and returns how many that were. */
    private int escapeCharacter(byte[] text, int from, int length) {
        int to = Math.min(length, from + LONGEST_CHARACTER);
        int i = from;
        do {
            escape(text[i++] & 0xff);
        } while (i < to && text[i] < 0);
        return i - from;
    }

    /** Escapes a character up to U+00FF, which is two octets beyond ASCII. */
    private void escapeLatin(int character) {
        if (character < 0x80) {
            escape(character);
            return;
        }
        int first = 0xc0 | (character >> 6);
        int second = 0x80 | (character & 0x3f);
        if (width + 2 * ESCAPED > LONGEST_LINE) {
            escape(first);
            escape(second);
            return;
        }
        Octets.put(out, at, ESCAPES[first] | ((long) ESCAPES[second] << (ESCAPED * Byte.SIZE)));
        at += 2 * ESCAPED;
        width += 2 * ESCAPED;
    }

    private void escape(int octet) {
        if (width + ESCAPED > LONGEST_LINE) {
            breakSoftly();
        }
        Octets.put(out, at, ESCAPES[octet]);
        at += ESCAPED;
        width += ESCAPED;
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
