package dev.triggered.smtp;

/**
 * A text in UTF-8 with each line ended by CR LF, and the transfer encoding that brings it safely through any relay: lines of at
 * most 998 octets, all of them ASCII (RFC 2045, section 6). Takes one text after the other, on one thread.
 *
 * <p>A text in ISO 8859-1 that is to be quoted is not brought into UTF-8 first: quoting it does both.
 */
final class TextBody {
    private static final int LONGEST_LINE = 990;
    private static final int LARGEST_KEPT = 1 << 18;
    private static final int USUAL = 4_096;
    private static final int BLOCK = 4_096;
    /** What a character becomes at most: three octets, or a line end of two. */
    private static final int MOST_OF_ONE = 3;

    private byte[] latin = new byte[USUAL];
    private byte[] octets = new byte[USUAL];
    /** Whether the text is what the octets in ISO 8859-1 hold, and not the other ones. */
    private boolean isLatin;

    private int length;
    private int foreign;
    private boolean controls;
    private int lineStart;
    private int longestLine;
    private Encoding encoding = Encoding.SEVEN_BIT;

    /** Lets go of what the last text needed beyond the usual. */
    void clear() {
        if (octets.length > LARGEST_KEPT) {
            octets = new byte[USUAL];
        }
        if (latin.length > LARGEST_KEPT) {
            latin = new byte[USUAL];
        }
    }

    /** Takes a text in place of the one before. */
    void read(String text) {
        length = 0;
        foreign = 0;
        controls = false;
        lineStart = 0;
        longestLine = 0;
        int count = text.length();
        isLatin = readLatin(text);
        int beyond = isLatin ? Octets.beyondAscii(latin, count) : 0;
        if (beyond > 0 && !isForeign(2 * beyond, count + beyond)) {
            length = count;
            encoding = Encoding.QUOTED_PRINTABLE;
            return;
        }
        octets = withRoom(octets, (long) count * MOST_OF_ONE);
        if (isLatin) {
            convertLatin(count);
        } else {
            convertWide(text);
        }
        isLatin = false;
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
            case QUOTED_PRINTABLE -> QuotedPrintable.write(isLatin ? latin : octets, length, isLatin, out);
        }
    }

    private static byte[] withRoom(byte[] before, long wanted) {
        int needed = Math.toIntExact(wanted + Octets.AT_ONCE);
        return before.length < needed ? new byte[needed] : before;
    }

    /**
     * Takes a text in ISO 8859-1, and returns {@code false} for one that is not. The compiler makes vectors of this loop, where the text
     * is kept as bytes, as one that could be in ISO 8859-1 is.
     */
    private boolean readLatin(String text) {
        latin = withRoom(latin, text.length());
        byte[] out = latin;
        int wide = 0;
        for (int from = 0; from < text.length() && wide == 0; from += BLOCK) {
            int to = Math.min(text.length(), from + BLOCK);
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                out[i] = (byte) c;
                wide |= c >>> 8;
            }
        }
        return wide == 0;
    }

    private void convertLatin(int count) {
        byte[] out = octets;
        int at = 0;
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

    private void convertWide(String text) {
        byte[] out = octets;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                out[at++] = (byte) c;
                continue;
            }
            length = at;
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            i += (Character.isSurrogate(c) ? readSurrogate(c, next) : readOne(c, next == '\n')) - 1;
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

    private static boolean isForeign(int foreign, int length) {
        return foreign * 6L > length;
    }

    private Encoding choose(String original) {
        if (isForeign(foreign, length)) {
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
