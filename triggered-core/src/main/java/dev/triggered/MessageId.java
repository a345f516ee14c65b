package dev.triggered;

/**
 * The name of one message to one recipient, the same for each attempt to send it. Its value is the left part of the
 * {@code Message-ID} header (RFC 5322, section 3.6.4).
 *
 * @param value 26 characters out of digits and lower-case letters, sorting by the time of their making
 */
public record MessageId(String value) {
    private static final int LENGTH = 26;

    /**
     * Checks and copies the components.
     *
     * @param value as for the record
     */
    public MessageId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a message id has 26 digits and lower-case letters: '" + Text.excerpt(value, 40) + "'");
        }
    }

    private static boolean isValid(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return value.length() == LENGTH;
    }

    @Override
    public String toString() {
        return value;
    }
}
