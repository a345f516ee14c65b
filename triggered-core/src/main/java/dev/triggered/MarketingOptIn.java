package dev.triggered;

/** Whether a contact agreed to marketing mail. Operational mail ignores it, and says so on the record. */
public enum MarketingOptIn {
    /** The contact agreed. */
    GIVEN,
    /** The contact did not agree, or no longer does. */
    NOT_GIVEN,
    /** Nobody said. */
    UNKNOWN
}
