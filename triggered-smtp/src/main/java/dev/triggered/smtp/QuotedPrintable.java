package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;

/** The quoted-printable encoding of a text whose lines end with CR LF (RFC 2045, section 6.7). */
final class QuotedPrintable {
    private static final int LONGEST_LINE = 75;
    private static final int LONGEST_CHARACTER = 4;
    /** What one turn writes at most. */
    private static final int MOST_AT_ONCE = 128;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final MailBuffer buffer;
    private byte[] out;
    private int at;
    private int width;

    private QuotedPrintable(MailBuffer buffer) {
        this.buffer = buffer;
        this.out = buffer.room(MOST_AT_ONCE);
        this.at = buffer.length();
    }

    /** Encodes the first octets of an array, which has room for {@link Octets#AT_ONCE} more. */
    static void write(byte[] text, int length, MailBuffer buffer) {
        new QuotedPrintable(buffer).write(text, length);
    }

    private void write(byte[] text, int length) {
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
            if (next == '\r') {
                endLine();
                i += 2;
            } else if (width == LONGEST_LINE) {
                breakSoftly();
            } else if (next == '\t') {
                out[at++] = next;
                width++;
                i++;
            } else {
                i += escapeAll(text, i, length);
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
        out[at++] = '\r';
        out[at++] = '\n';
        width = 0;
    }

    private void breakSoftly() {
        out[at++] = '=';
        out[at++] = '\r';
        out[at++] = '\n';
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

    /** Escapes an octet and those beyond ASCII that follow it, at most a character of them, and returns how many that were. */
    private int escapeAll(byte[] text, int from, int length) {
        int to = Math.min(length, from + LONGEST_CHARACTER);
        int i = from;
        do {
            escape(text[i++]);
        } while (i < to && text[i] < 0);
        return i - from;
    }

    private void escape(byte octet) {
        if (width + 3 > LONGEST_LINE) {
            breakSoftly();
        }
        out[at++] = '=';
        out[at++] = HEX[(octet >> 4) & 0xf];
        out[at++] = HEX[octet & 0xf];
        width += 3;
    }
}
