package dev.triggered.tracking;

import java.util.List;

/**
 * Words that have to stand in a text one behind the other, between boundaries of words; {@code *} is for at most 80 characters in
 * between.
 *
 * @param fragments the words between the stars
 * @param dotted whether there is a dot in them
 * @param word one of the words, without which a text need not be searched; empty where there is none
 */
record Phrase(List<String> fragments, boolean dotted, String word) {
    private static final int WIDEST_GAP = 80;

    static Phrase of(String text) {
        List<String> fragments = List.of(text.strip().split("\\s*\\*\\s*", -1));
        if (fragments.isEmpty() || fragments.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("not a phrase: '" + text + "'");
        }
        return new Phrase(fragments, text.indexOf('.') >= 0, Wording.longestWord(text));
    }

    /** Says whether the text has it. */
    boolean isIn(Wording wording) {
        return (word.isEmpty() || wording.words().contains(word)) && isIn(wording.text());
    }

    private boolean isIn(String text) {
        int at = find(text, fragments.get(0), 0, text.length());
        while (at >= 0) {
            if (follow(text, at + fragments.get(0).length())) {
                return true;
            }
            at = find(text, fragments.get(0), at + 1, text.length());
        }
        return false;
    }

    private boolean follow(String text, int from) {
        int end = from;
        for (int i = 1; i < fragments.size(); i++) {
            int at = find(text, fragments.get(i), end, end + WIDEST_GAP);
            if (at < 0) {
                return false;
            }
            end = at + fragments.get(i).length();
        }
        return true;
    }

    private int find(String text, String words, int from, int latest) {
        int at = indexOf(text, words, from, latest);
        while (at >= 0 && !isBounded(text, at, at + words.length())) {
            at = indexOf(text, words, at + 1, latest);
        }
        return at;
    }

    private static int indexOf(String text, String words, int from, int latest) {
        if (latest >= text.length()) {
            return text.indexOf(words, from);
        }
        int end = Math.min(text.length(), latest + words.length());
        int at = from > end ? -1 : text.substring(from, end).indexOf(words);
        return at < 0 ? -1 : from + at;
    }

    /** Words are not looked for inside of the name of a server, unless they have a dot themselves. */
    private boolean isBounded(String text, int begin, int end) {
        return !continues(text, begin - 1, -1, text.charAt(begin)) && !continues(text, end, 1, text.charAt(end - 1));
    }

    private boolean continues(String text, int next, int step, char edge) {
        if (next < 0 || next >= text.length() || !Ascii.isLetterOrDigit(edge)) {
            return false;
        }
        int behind = next + step;
        boolean name = !dotted && text.charAt(next) == '.' && behind >= 0 && behind < text.length();
        return Ascii.isLetterOrDigit(text.charAt(next)) || (name && Ascii.isLetterOrDigit(text.charAt(behind)));
    }
}
