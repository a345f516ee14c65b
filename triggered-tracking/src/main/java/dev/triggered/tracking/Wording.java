package dev.triggered.tracking;

import java.util.HashSet;
import java.util.Set;

/**
 * A {@linkplain PlainText plain} text and the words in it, by which most of the phrases that it does not have are told at once.
 *
 * @param text the text
 * @param words each run of letters and digits of ASCII in it
 */
record Wording(String text, Set<String> words) {
    static Wording of(String plain) {
        Set<String> words = new HashSet<>();
        int at = 0;
        while (at < plain.length()) {
            int end = endOfWord(plain, at);
            if (end > at) {
                words.add(plain.substring(at, end));
            }
            at = end + 1;
        }
        return new Wording(plain, words);
    }

    /** Returns the longest word of a phrase, which every text has that has the phrase; empty where the phrase has none. */
    static String longestWord(String phrase) {
        String longest = "";
        for (String word : of(phrase).words()) {
            longest = word.length() > longest.length() ? word : longest;
        }
        return longest;
    }

    private static int endOfWord(String text, int begin) {
        int end = begin;
        while (end < text.length() && Ascii.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
