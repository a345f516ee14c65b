package dev.triggered;

import java.time.Instant;

/**
 * An address that must not be written to, for one reason. An address may be suppressed for several.
 *
 * @param address the address, in the form in which addresses are {@linkplain EmailAddress#key() compared}
 * @param reason why
 * @param stream the name of the only stream that it concerns; empty where it concerns all
 * @param origin where this is known from
 */
public record Suppression(EmailAddress address, SuppressionReason reason, String stream, Origin origin) {
    /**
     * Where a suppression comes from.
     *
     * @param at when it was recorded
     * @param by who recorded it: as {@link Suppressions#by} says
     * @param note what else is to be known; empty where nothing is
     */
    public record Origin(Instant at, String by, String note) {}
}
