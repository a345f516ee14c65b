package dev.triggered.feedback;

/** What was done with a {@link FeedbackReport}. */
public enum FeedbackVerdict {
    /** It was recorded. */
    RECORDED,
    /** It was recorded, and the recipient is not written to from now on. */
    SUPPRESSED,
    /** The message had come back in the same way before, which counts once. */
    DUPLICATE,
    /** Nothing follows from it: the message is still being tried, has arrived, or was answered. */
    WITHOUT_CONSEQUENCE,
    /** The message is not known, or no longer kept. */
    UNKNOWN_MESSAGE
}
