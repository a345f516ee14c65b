package dev.triggered;

import java.util.regex.Pattern;

/** What makes text from outside safe for a header, a log line or an error message. */
final class Text {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final char FIRST_WIDE_SPACE = 0x1680;

    private Text() {}

    /** Returns the text on one line: each run of control characters and white space becomes one space, none at the ends. */
    static String singleLine(String text) {
        return isPlainLine(text)
                ? text
                : SPACES.matcher(CONTROLS.matcher(text).replaceAll(" "))
                        .replaceAll(" ")
                        .strip();
    }

    /** Says whether the text is one line already, as far as that is seen without a pattern: most text is. */
    private static boolean isPlainLine(String text) {
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c) || c >= FIRST_WIDE_SPACE || (c == ' ' && afterSpace)) {
                return false;
            }
            afterSpace = c == ' ';
        }
        return !afterSpace || text.isEmpty();
    }

    /** Says whether the text has a control character or a line break of Unicode. */
    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isControl(char c) {
        return c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
    }

    /** Returns the text with U+FFFD in place of each half of a surrogate pair, which no encoding knows. */
    static String wellFormed(String text) {
        if (!hasSurrogate(text)) {
            return text;
        }
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the text on one line, cut to at most so many characters, the last of which is an ellipsis then. */
    static String excerpt(String text, int longest) {
        String line = singleLine(text);
        if (line.length() <= longest) {
            return line;
        }
        int cut = longest - 1;
        int end = cut > 0 && Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut;
        return line.substring(0, end) + "…";
    }
}
