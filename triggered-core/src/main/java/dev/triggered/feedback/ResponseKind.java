package dev.triggered.feedback;

/** What a reader did with a mail. */
public enum ResponseKind {
    /** The mail was looked at. */
    OPENED,
    /** A link was followed. */
    CLICKED
}
