package dev.triggered.spi;

import dev.triggered.PlainData;
import dev.triggered.Recipient;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * What a contact carries through a program: its mails are made from it. A store lets go of it when the enrolment has ended.
 *
 * @param recipient how the contact is found
 * @param data the data of the trigger, and of the events that came
 * @param secrets the paths of the data that hold secrets
 * @param locale the locale of the trigger; {@link Locale#ROOT} where the contact's decides
 * @param expires from when no mail of the program is sent any more; {@link Instant#MAX} for never
 */
public record Baggage(Recipient recipient, PlainData data, Set<String> secrets, Locale locale, Instant expires) {
    /**
     * Checks and copies the components.
     *
     * @param recipient as for the record
     * @param data as for the record
     * @param secrets as for the record
     * @param locale as for the record
     * @param expires as for the record
     */
    public Baggage {
        secrets = Set.copyOf(secrets);
    }
}
