package dev.triggered.tracking;

import java.util.Locale;

/** What became of a mail for a recipient (RFC 3464, section 2.3.3). */
public enum DeliveryAction {
    /** It was given up. */
    FAILED,
    /** It is still being tried. */
    DELAYED,
    /** It was delivered. */
    DELIVERED,
    /** It was handed on to a server that does not report. */
    RELAYED,
    /** It was delivered to several addresses behind this one. */
    EXPANDED,
    /** The mail that was read is no report on a delivery. */
    NONE;

    /** Reads the value of an {@code Action} field; what is no word of the standard stands for a failure. */
    static DeliveryAction of(String field) {
        String word = field.strip().toLowerCase(Locale.ROOT);
        for (DeliveryAction action : values()) {
            if (action != NONE && word.startsWith(action.name().toLowerCase(Locale.ROOT))) {
                return action;
            }
        }
        return FAILED;
    }
}
