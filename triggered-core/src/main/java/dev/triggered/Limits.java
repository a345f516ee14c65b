package dev.triggered;

/**
 * How large a trigger may be.
 *
 * @param dataBytes the most bytes of event data, as JSON in UTF-8; 1,000,000 by default
 * @param attachmentBytes the most bytes of all attachments together, before encoding; 10,000,000 by default
 */
public record Limits(long dataBytes, long attachmentBytes) {
    /**
     * Checks and copies the components.
     *
     * @param dataBytes as for the record
     * @param attachmentBytes as for the record
     */
    public Limits {
        if (dataBytes < 1 || attachmentBytes < 0) {
            throw new IllegalArgumentException(
                    "a limit is a number of bytes above zero: " + dataBytes + ", " + attachmentBytes);
        }
    }

    /**
     * Returns the limits that hold by default.
     *
     * @return 1 MB of data and 10 MB of attachments
     */
    public static Limits standard() {
        return new Limits(1_000_000, 10_000_000);
    }
}
