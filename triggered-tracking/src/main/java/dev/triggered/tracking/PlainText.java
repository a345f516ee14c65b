package dev.triggered.tracking;

/**
 * Text in the form that phrases are compared with: lower case, one space between words, without quotes, apostrophes and brackets;
 * {@code @} in place of each address, and nothing in place of reply codes and status codes, which are looked at elsewhere.
 */
final class PlainText {
    private static final int LONGEST_CODE = 16;

    private PlainText() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            if (isSeparator(text.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && !isSeparator(text.charAt(end))) {
                end++;
            }
            appendWord(plain, text, i, end);
            i = end;
        }
        return plain.toString();
    }

    private static boolean isSeparator(char c) {
        return c <= ' ' || "<>()[]{}\"*|`\u00a0\u3000\u201c\u201d\u00ab\u00bb".indexOf(c) >= 0;
    }

    private static void appendWord(StringBuilder plain, String text, int begin, int end) {
        int core = endOfCore(text, begin, end);
        if (isCode(text, begin, core)) {
            return;
        }
        if (!plain.isEmpty()) {
            plain.append(' ');
        }
        if (isAddress(text, begin, core)) {
            plain.append('@').append(text, core, end);
        } else {
            appendLowerCase(plain, text, begin, endBeforeFragment(text, begin, end));
        }
    }

    private static void appendLowerCase(StringBuilder plain, String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (c != '\'' && c != '\u2019' && c != '\u2018' && c != '\u00b4') {
                plain.append(Character.toLowerCase(c));
            }
        }
    }

    /** Returns where the punctuation at the end of a word begins. */
    private static int endOfCore(String text, int begin, int end) {
        int core = end;
        while (core > begin && ".,:;!?'".indexOf(text.charAt(core - 1)) >= 0) {
            core--;
        }
        return core;
    }

    /** What stands behind the number sign of an address in the web is chosen by whoever wrote the page, not by a server. */
    private static int endBeforeFragment(String text, int begin, int end) {
        int fragment = find(text, '#', begin, end);
        return fragment < end && isWebAddress(text, begin, fragment) ? fragment : end;
    }

    private static boolean isAddress(String text, int begin, int end) {
        int at = find(text, '@', begin, end);
        return at > begin && at < end - 1 && !isWebAddress(text, begin, at);
    }

    private static boolean isWebAddress(String text, int begin, int end) {
        int colon = find(text, ':', begin, end);
        return colon < end && text.startsWith("://", colon);
    }

    /** Returns where the character stands, or {@code end}. */
    private static int find(String text, char c, int begin, int end) {
        int i = begin;
        while (i < end && text.charAt(i) != c) {
            i++;
        }
        return i;
    }

    /** Says whether it is such as {@code 550}, {@code #5.1.1} or {@code 550-5.1.1}. */
    private static boolean isCode(String text, int begin, int end) {
        if (end - begin < 3 || end - begin > LONGEST_CODE) {
            return false;
        }
        int digits = 0;
        int dots = 0;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            digits += Ascii.isDigit(c) ? 1 : 0;
            dots += c == '.' ? 1 : 0;
            if (!Ascii.isDigit(c) && c != '.' && c != '-' && c != '#') {
                return false;
            }
        }
        char first = text.charAt(text.charAt(begin) == '#' ? begin + 1 : begin);
        return (first == '2' || first == '4' || first == '5') && (dots == 2 || (dots == 0 && digits == 3));
    }
}
