package dev.triggered.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text beyond ASCII in a header field, as encoded words in UTF-8 and base64 (RFC 2047). */
final class EncodedWords {
    private static final String OPEN = "=?UTF-8?B?";
    private static final String CLOSE = "?=";
    private static final int LONGEST_LINE = 76;

    private EncodedWords() {}

    /**
     * Encodes a text, folded so that no line is longer than 76 characters, and no character is divided.
     *
     * @param text the text
     * @param column how much of the first line is used up already
     */
    static String encode(String text, int column) {
        StringBuilder words = new StringBuilder();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        int room = room(column);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            if (word.size() + bytes.length > room) {
                append(words, word);
                words.append("\r\n ");
                room = room(1);
            }
            word.writeBytes(bytes);
            i += Character.charCount(codePoint);
        }
        append(words, word);
        return words.toString();
    }

    private static void append(StringBuilder words, ByteArrayOutputStream word) {
        words.append(OPEN)
                .append(Base64.getEncoder().encodeToString(word.toByteArray()))
                .append(CLOSE);
        word.reset();
    }

    /** Returns how many bytes fit into a word that begins at this column. */
    private static int room(int column) {
        return Math.max(4, (LONGEST_LINE - column - OPEN.length() - CLOSE.length()) / 4 * 3);
    }
}
