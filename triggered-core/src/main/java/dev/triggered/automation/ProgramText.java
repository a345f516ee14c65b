package dev.triggered.automation;

import java.util.regex.Pattern;

/** The rules for the names of programs and their steps, and for what is noted about them. */
final class ProgramText {
    private static final int LONGEST_NAME = 100;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1," + LONGEST_NAME + "}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

    private ProgramText() {}

    /** Returns the name if it is 1 to 100 letters, digits, hyphens and underscores. */
    static String requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of " + what + " is 1 to " + LONGEST_NAME
                    + " letters, digits, hyphens and underscores: '" + excerpt(name, 40) + "'");
        }
        return name;
    }

    /** Returns a text on one line, cut to at most so many characters. */
    static String excerpt(String text, int longest) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int cut = longest - 1;
        int end = Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut;
        return line.substring(0, end) + "…";
    }
}
