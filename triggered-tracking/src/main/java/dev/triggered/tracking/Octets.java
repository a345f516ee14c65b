package dev.triggered.tracking;

import java.nio.charset.StandardCharsets;

/**
 * A part of a mail as octets. Lines end with CR LF, LF or CR alone; up to four CR before an LF are one line end.
 *
 * @param bytes what it is a part of; never changed
 * @param from where it begins
 * @param to where it ends, exclusive
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a view for as long as a mail is read.
record Octets(byte[] bytes, int from, int to) {
    static final Octets NONE = new Octets(new byte[0], 0, 0);

    private static final int MOST_RETURNS = 4;

    boolean isEmpty() {
        return from >= to;
    }

    int length() {
        return to - from;
    }

    Octets part(int begin, int end) {
        return new Octets(bytes, begin, Math.max(begin, end));
    }

    /** Returns where the line that begins at {@code start} ends, before its line end. */
    int endOfLine(int start) {
        int i = start;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Returns where the line after the one that ends at {@code end} begins. */
    int nextLine(int end) {
        int i = end;
        while (i < to && bytes[i] == '\r' && i - end < MOST_RETURNS) {
            i++;
        }
        if (i < to && bytes[i] == '\n') {
            return i + 1;
        }
        return Math.min(to, end + 1);
    }

    /** Returns one character for each octet. */
    String latin1() {
        return latin1(from, to);
    }

    String latin1(int begin, int end) {
        return new String(bytes, begin, Math.max(0, end - begin), StandardCharsets.ISO_8859_1);
    }
}
