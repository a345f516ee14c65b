package dev.triggered;

/** The rule for the names of events, streams and lanes. */
final class Names {
    private static final int LONGEST = 100;

    private Names() {}

    /** Returns the name if it is 1 to 100 printable characters without a space at either end. */
    static String require(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of " + what + " is blank: give it one");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("the name of " + what + " has " + name.length() + " characters, at most "
                    + LONGEST + " are allowed: " + name.substring(0, 40) + "…");
        }
        if (!name.strip().equals(name) || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of " + what + " must not begin or end with a space or hold a"
                    + " control character: '" + Text.singleLine(name) + "'");
        }
        return name;
    }
}
