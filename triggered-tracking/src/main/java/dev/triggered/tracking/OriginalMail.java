package dev.triggered.tracking;

import java.util.List;

/**
 * The mail that a report is about, as far as it was returned. All of it is as reported: whoever makes up a report makes this up too.
 *
 * @param messageId its {@code Message-ID} without the angle brackets; empty where it is not told
 * @param returnPath where reports on it go to; empty where it is not told
 * @param recipients the addresses in its {@code To} and {@code Cc}, at most 100
 */
public record OriginalMail(String messageId, String returnPath, List<String> recipients) {
    static final OriginalMail NONE = new OriginalMail("", "", List.of());

    /**
     * Copies the components.
     *
     * @param messageId as for the record
     * @param returnPath as for the record
     * @param recipients as for the record
     */
    public OriginalMail {
        recipients = List.copyOf(recipients);
    }
}
