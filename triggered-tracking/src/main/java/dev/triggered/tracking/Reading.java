package dev.triggered.tracking;

import java.util.List;

/**
 * What a mail that came back says. Nothing of it is proven: anybody can write such a mail.
 *
 * @param kind what it is
 * @param recipients whom it is about, in its order, at most 100; none where the kind is {@link ReadingKind#UNKNOWN}
 * @param original the mail that it is about
 * @param sentTo the addresses that it was sent to itself, the return path of the original among them where it carries a mark; at
 *     most 100
 */
public record Reading(ReadingKind kind, List<RecipientReport> recipients, OriginalMail original, List<String> sentTo) {

    /**
     * Copies the components.
     *
     * @param kind as for the record
     * @param recipients as for the record
     * @param original as for the record
     * @param sentTo as for the record
     */
    public Reading {
        recipients = List.copyOf(recipients);
        sentTo = List.copyOf(sentTo);
    }
}
