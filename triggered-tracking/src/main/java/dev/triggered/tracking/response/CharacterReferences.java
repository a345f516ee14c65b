package dev.triggered.tracking.response;

import org.jsoup.parser.Parser;

/** Resolves the character references in values of attributes (WHATWG HTML, section 13.2.5.72). */
final class CharacterReferences {
    private static final String AMPERSAND = "amp;";

    private CharacterReferences() {}

    /** Returns what a value stands for: ampersands as addresses have them at once, and all else by jsoup. */
    static String resolved(String raw) {
        int mark = raw.indexOf('&');
        if (mark < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        int from = 0;
        for (; mark >= 0; mark = raw.indexOf('&', mark + 1)) {
            if (raw.startsWith(AMPERSAND, mark + 1)) {
                out.append(raw, from, mark + 1);
                from = mark + 1 + AMPERSAND.length();
            } else if (!beginsParameter(raw, mark + 1)) {
                return Parser.unescapeEntities(raw, true);
            }
        }
        return out.append(raw, from, raw.length()).toString();
    }

    /** Says whether letters and digits with an equals sign behind them stand there: that is no reference, whatever the letters are. */
    private static boolean beginsParameter(String raw, int start) {
        int end = start;
        while (end < raw.length() && isLetterOrDigit(raw.charAt(end))) {
            end++;
        }
        return end < raw.length() && raw.charAt(end) == '=';
    }

    private static boolean isLetterOrDigit(char c) {
        char small = AsciiCase.small(c);
        return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
    }
}
