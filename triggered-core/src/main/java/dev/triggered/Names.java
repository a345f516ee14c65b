package dev.triggered;

import java.util.regex.Pattern;

/** The rule for the names of events, streams and lanes. */
final class Names {
    private static final int LONGEST = 100;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Names() {}

    /** Returns the name if it is 1 to 100 printable characters without a space at either end. */
    static String require(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of " + what + " is blank: give it one");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("the name of " + what + " has " + name.length() + " characters, at most "
                    + LONGEST + " are allowed: " + shown(name));
        }
        if (!name.strip().equals(name) || UNPRINTABLE.matcher(name).find()) {
            throw new IllegalArgumentException("the name of " + what + " must not begin or end with a space or hold a"
                    + " control character or an invisible one: '" + shown(name) + "'");
        }
        return name;
    }

    private static String shown(String name) {
        return Text.excerpt(UNPRINTABLE.matcher(name).replaceAll(" "), 40);
    }
}
