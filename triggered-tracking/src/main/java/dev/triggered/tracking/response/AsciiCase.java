package dev.triggered.tracking.response;

/** Compares parts of texts with words in small letters, whatever the case of their letters out of ASCII. */
final class AsciiCase {
    private AsciiCase() {}

    /** Says whether a part of a text is a word. */
    static boolean is(String word, String text, int start, int end) {
        return end - start == word.length() && startsAt(word, text, start);
    }

    /** Says whether a word begins at a place of a text, whatever stands behind it. */
    static boolean startsAt(String word, String text, int start) {
        if (text.length() - start < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (small(text.charAt(start + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static char small(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
