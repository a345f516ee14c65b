package dev.triggered;

import java.util.regex.Pattern;

/**
 * The name of one message to one recipient, the same for each attempt to send it. Its value is the left part of the
 * {@code Message-ID} header (RFC 5322, section 3.6.4).
 *
 * @param value 26 characters out of digits and lower-case letters, sorting by the time of their making
 */
public record MessageId(String value) {
    private static final Pattern VALID = Pattern.compile("[0-9a-z]{26}");

    /**
     * Checks and copies the components.
     *
     * @param value as for the record
     */
    public MessageId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a message id has 26 digits and lower-case letters: '" + Text.excerpt(value, 40) + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
