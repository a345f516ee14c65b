package dev.triggered.automation;

import java.util.regex.Pattern;

/**
 * The name of one contact's way through one program.
 *
 * @param value 26 characters out of digits and lower-case letters, sorting by the time of their making
 */
public record EnrolmentId(String value) {
    private static final Pattern VALID = Pattern.compile("[0-9a-z]{26}");

    /**
     * Checks and copies the components.
     *
     * @param value as for the record
     */
    public EnrolmentId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an enrolment id has 26 digits and lower-case letters: '" + ProgramText.excerpt(value, 40) + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
