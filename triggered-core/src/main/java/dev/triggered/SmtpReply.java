package dev.triggered;

/**
 * What a relay said, or, with the code 0, what kept it from saying anything.
 *
 * @param code the reply code (RFC 5321, section 4.2), 200 to 599; 0 where no reply was had
 * @param enhancedStatus the enhanced status code (RFC 3463), such as {@code 4.2.2}; empty where there is none
 * @param text the text, on one line, at most 500 characters
 */
public record SmtpReply(int code, String enhancedStatus, String text) {
    private static final int MOST_DIGITS = 3;
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
        if (!enhancedStatus.isEmpty() && !isEnhancedStatus(enhancedStatus)) {
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

    /** Says whether it is a class, a subject and a detail (RFC 3463, section 2). */
    private static boolean isEnhancedStatus(String status) {
        int subject = status.indexOf('.') + 1;
        int detail = status.indexOf('.', subject) + 1;
        return subject == 2
                && "245".indexOf(status.charAt(0)) >= 0
                && isNumber(status, subject, detail - 1)
                && isNumber(status, detail, status.length());
    }

    private static boolean isNumber(String status, int from, int to) {
        for (int i = from; i < to; i++) {
            if (status.charAt(i) < '0' || status.charAt(i) > '9') {
                return false;
            }
        }
        return to > from && to - from <= MOST_DIGITS;
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
