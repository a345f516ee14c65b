package dev.triggered;

/** What happens when a template asks for a value that the data does not have. */
public enum MissingData {
    /** The trigger is refused with {@link Verdict#MISSING_DATA} and all the missing paths; the default. */
    REFUSE,
    /** The place stays empty. */
    LEAVE_EMPTY
}
