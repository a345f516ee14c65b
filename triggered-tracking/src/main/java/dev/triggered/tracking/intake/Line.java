package dev.triggered.tracking.intake;

/** Text from outside on one line that any store and any log takes. */
final class Line {
    private static final int LONGEST = 500;

    private Line() {}

    static String of(String text) {
        return of(text, LONGEST);
    }

    /** Returns the beginning of a text, with a space for each character that no line has. */
    static String of(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length() && line.length() < longest; i++) {
            char c = text.charAt(i);
            boolean odd = Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029';
            line.append(odd ? ' ' : c);
        }
        return line.toString();
    }
}
