package dev.triggered.feedback;

/** Text from outside on one line. */
final class Line {
    private Line() {}

    /** Returns a text on one line, without halves of surrogate pairs, cut to at most so many characters. */
    static String of(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
        text.codePoints()
                .map(Line::shown)
                .takeWhile(c -> line.length() + Character.charCount(c) <= longest)
                .forEachOrdered(line::appendCodePoint);
        return line.toString();
    }

    private static int shown(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean control = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
        return half ? 0xfffd : control ? ' ' : c;
    }
}
