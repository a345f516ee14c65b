package dev.triggered.web.hook;

/** How a webhook is. */
public enum WebhookState {
    /** It is told what there is. */
    TELLING,
    /** It failed several times in a row, or asked for time, and is left alone for a while. */
    RESTING,
    /** It answered that it is gone (410), or was unsubscribed elsewhere: it is told nothing until it is started again. */
    GONE,
    /** It was closed. */
    CLOSED
}
