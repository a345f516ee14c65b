package dev.triggered.smtp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text in UTF-8 with each line ended by CR LF, and the transfer encoding that brings it safely through any relay: lines of at
 * most 998 octets, all of them ASCII (RFC 2045, section 6). Takes one text after the other, on one thread.
 */
final class TextBody {
    private static final int LONGEST_LINE = 990;
    private static final int LARGEST_KEPT = 1 << 18;
    private static final int BLOCK = 4_096;
    /** What a character becomes at most: three octets, or a line end of two. */
    private static final int MOST_OF_ONE = 3;

    private final char[] chars = new char[BLOCK];
    private final byte[] latin = new byte[BLOCK + Octets.AT_ONCE];
    private final CharBuffer charsIn = CharBuffer.wrap(chars);
    private final ByteBuffer latinOut = ByteBuffer.wrap(latin);
    private final CharsetEncoder toLatin = StandardCharsets.ISO_8859_1.newEncoder();

    private byte[] octets = new byte[BLOCK];
    private int length;
    private int foreign;
    private boolean controls;
    private int lineStart;
    private int longestLine;
    private Encoding encoding = Encoding.SEVEN_BIT;

    /** Lets go of what the last text needed beyond the usual. */
    void clear() {
        if (octets.length > LARGEST_KEPT) {
            octets = new byte[BLOCK];
        }
    }

    /** Takes a text in place of the one before. */
    void read(String text) {
        length = 0;
        foreign = 0;
        controls = false;
        lineStart = 0;
        longestLine = 0;
        for (int from = 0; from < text.length(); ) {
            int to = endOfBlock(text, from);
            text.getChars(from, to, chars, 0);
            read(to - from);
            from = to;
        }
        endLine();
        encoding = choose(text);
    }

    /** Returns what stands in {@code Content-Transfer-Encoding}. */
    Encoding encoding() {
        return encoding;
    }

    void writeTo(MailBuffer out) {
        switch (encoding) {
            case SEVEN_BIT -> out.put(octets, length);
            case BASE64 -> out.base64().encode(octets, length, out);
            case QUOTED_PRINTABLE -> QuotedPrintable.write(octets, length, out);
        }
    }

    /** A block divides neither a pair of surrogates nor a line end. */
    private static int endOfBlock(String text, int from) {
        int to = from + BLOCK;
        if (to >= text.length()) {
            return text.length();
        }
        char last = text.charAt(to - 1);
        return last == '\r' || Character.isHighSurrogate(last) ? to - 1 : to;
    }

    private void read(int count) {
        int most = Math.addExact(length, count * MOST_OF_ONE + Octets.AT_ONCE);
        if (octets.length < most) {
            octets = Arrays.copyOf(octets, Math.max(most, 2 * octets.length));
        }
        charsIn.limit(count).position(0);
        latinOut.clear();
        toLatin.reset();
        if (toLatin.encode(charsIn, latinOut, true).isUnderflow()) {
            readLatin(count);
        } else {
            readWide(count);
        }
    }

    private void readLatin(int count) {
        byte[] out = octets;
        int at = length;
        int i = 0;
        while (i < count) {
            long eight = Octets.get(latin, i);
            Octets.put(out, at, eight);
            long marks = Octets.notPrintable(eight);
            if (marks == 0) {
                i += Octets.AT_ONCE;
                at += Octets.AT_ONCE;
                continue;
            }
            i += Octets.before(marks);
            at += Octets.before(marks);
            if (i < count) {
                length = at;
                i += readOne(latin[i] & 0xff, i + 1 < count && latin[i + 1] == '\n');
                at = length;
            }
        }
        length = at - Math.max(0, i - count);
    }

    private void readWide(int count) {
        byte[] out = octets;
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = chars[i];
            if (c >= ' ' && c < 0x7f) {
                out[at++] = (byte) c;
                continue;
            }
            length = at;
            if (Character.isSurrogate(c)) {
                i += readSurrogate(c, i + 1 < count ? chars[i + 1] : 0) - 1;
            } else {
                i += readOne(c, i + 1 < count && chars[i + 1] == '\n') - 1;
            }
            at = length;
        }
        length = at;
    }

    /** Takes what is not printable ASCII, and returns how many characters that was. */
    private int readOne(int c, boolean newlineFollows) {
        if (c == '\n' || c == '\r') {
            endLine();
            octets[length++] = '\r';
            octets[length++] = '\n';
            lineStart = length;
            return c == '\r' && newlineFollows ? 2 : 1;
        }
        if (c < 0x80) {
            octets[length++] = (byte) c;
            controls |= c != '\t' && (c < ' ' || c == 0x7f);
            return 1;
        }
        if (c < 0x800) {
            octets[length++] = (byte) (0xc0 | (c >> 6));
            foreign += 2;
        } else {
            octets[length++] = (byte) (0xe0 | (c >> 12));
            octets[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            foreign += 3;
        }
        octets[length++] = (byte) (0x80 | (c & 0x3f));
        return 1;
    }

    /** Half a pair becomes a question mark, as it does in {@link String#getBytes}. */
    private int readSurrogate(char first, char second) {
        if (!Character.isSurrogatePair(first, second)) {
            octets[length++] = '?';
            return 1;
        }
        int c = Character.toCodePoint(first, second);
        octets[length++] = (byte) (0xf0 | (c >> 18));
        octets[length++] = (byte) (0x80 | ((c >> 12) & 0x3f));
        octets[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        octets[length++] = (byte) (0x80 | (c & 0x3f));
        foreign += 4;
        return 2;
    }

    private void endLine() {
        longestLine = Math.max(longestLine, length - lineStart);
    }

    private Encoding choose(String original) {
        if (foreign * 6L > length) {
            return Encoding.BASE64;
        }
        boolean asIs = foreign == 0 && !controls && longestLine <= LONGEST_LINE && !original.contains("--=_");
        return asIs ? Encoding.SEVEN_BIT : Encoding.QUOTED_PRINTABLE;
    }

    /** How a text travels. */
    enum Encoding {
        SEVEN_BIT("7bit"),
        QUOTED_PRINTABLE("quoted-printable"),
        BASE64("base64");

        private final String value;

        Encoding(String value) {
            this.value = value;
        }

        /** Returns the value of the field. */
        String value() {
            return value;
        }
    }
}
