package dev.triggered;

import java.util.regex.Pattern;

/**
 * What a relay said, or, with the code 0, what kept it from saying anything.
 *
 * @param code the reply code (RFC 5321, section 4.2), 200 to 599; 0 where no reply was had
 * @param enhancedStatus the enhanced status code (RFC 3463), such as {@code 4.2.2}; empty where there is none
 * @param text the text, on one line, at most 500 characters
 */
public record SmtpReply(int code, String enhancedStatus, String text) {
    private static final Pattern ENHANCED = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");
    private static final int LONGEST_TEXT = 500;

    /**
     * Checks and copies the components.
     *
     * @param code as for the record
     * @param enhancedStatus as for the record
     * @param text as for the record
     */
    public SmtpReply {
        if (code != 0 && (code < 200 || code > 599)) {
            throw new IllegalArgumentException("a reply code is 0 or lies between 200 and 599: " + code);
        }
        if (!enhancedStatus.isEmpty() && !ENHANCED.matcher(enhancedStatus).matches()) {
            throw new IllegalArgumentException(
                    "not an enhanced status code: '" + Text.excerpt(enhancedStatus, 40) + "'");
        }
        text = Text.wellFormed(Text.excerpt(text, LONGEST_TEXT));
    }

    /**
     * Returns what stands in place of a reply where there was none.
     *
     * @param enhancedStatus the enhanced status code that says what happened, such as {@code 4.4.1} for no answer
     * @param text what happened
     * @return a reply with the code 0
     */
    public static SmtpReply none(String enhancedStatus, String text) {
        return new SmtpReply(0, enhancedStatus, text);
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        if (code != 0) {
            line.append(code).append(' ');
        }
        if (!enhancedStatus.isEmpty()) {
            line.append(enhancedStatus).append(' ');
        }
        return line.append(text).toString().stripTrailing();
    }
}
