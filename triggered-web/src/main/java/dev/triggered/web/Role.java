package dev.triggered.web;

/** What a {@link Caller} may do. */
public enum Role {
    /** May look at streams, events, messages, suppressions, broadcasts and programs. */
    VIEWER,

    /** May do what a viewer may, and change what is looked at. */
    OPERATOR,

    /** May trigger events, and ask what a trigger would do; nothing else. For applications. */
    TRIGGER
}
