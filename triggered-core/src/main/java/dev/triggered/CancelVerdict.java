package dev.triggered;

/** What became of the wish to {@linkplain Messages#cancel cancel} a message. */
public enum CancelVerdict {
    /** It has ended as {@link MessageState#CANCELLED}, now or before, and is not sent. */
    CANCELLED,
    /** It is with the dispatcher: nobody can call it back. It may still be deferred, and cancelled then. */
    TOO_LATE,
    /** It has ended otherwise. */
    ENDED,
    /** It is not known, or no longer kept. */
    UNKNOWN_MESSAGE
}
