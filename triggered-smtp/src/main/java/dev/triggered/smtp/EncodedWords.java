package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;

/** Text beyond ASCII in a header field, as encoded words in UTF-8 and base64 (RFC 2047). */
final class EncodedWords {
    private static final byte[] OPEN = "=?UTF-8?B?".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "?=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOLD = "\r\n ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LINE = 76;

    private EncodedWords() {}

    /**
     * Writes a text, folded so that no line is longer than 76 characters, and no character is divided.
     *
     * @param text the text
     * @param column how much of the first line is used up already
     */
    static void write(String text, int column, MailBuffer out) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int room = room(column);
        int from = 0;
        do {
            int to = endOfWord(octets, from, room);
            out.put(OPEN);
            byte[] target = out.room(LONGEST_LINE);
            out.length(Base64Lines.encodeWord(octets, from, to, target, out.length()));
            out.put(CLOSE);
            if (to < octets.length) {
                out.put(FOLD);
            }
            room = room(1);
            from = to;
        } while (from < octets.length);
    }

    private static int endOfWord(byte[] octets, int from, int room) {
        if (octets.length - from <= room) {
            return octets.length;
        }
        int to = from + room;
        while ((octets[to] & 0xc0) == 0x80) {
            to--;
        }
        return to;
    }

    /** Returns how many octets fit into a word that begins at this column. */
    private static int room(int column) {
        return Math.max(4, (LONGEST_LINE - column - OPEN.length - CLOSE.length) / 4 * 3);
    }
}
