package dev.triggered;

/** Where a broadcast is. */
public enum BroadcastState {
    /** Its recipients are read, or all of them were and its last mails are sent. */
    RUNNING,
    /** It holds until it is resumed, and its stream with it. */
    PAUSED,
    /** Nobody reads its recipients: the process that did so has ended. It goes on when it is called again with them. */
    INTERRUPTED,
    /** All its recipients were read, and all its mails have ended. */
    DONE,
    /** Somebody ended it. */
    CANCELLED,
    /** Its recipients could not be read any further. It goes on when it is called again with them, mended. */
    FAILED;

    /**
     * Says whether nothing more happens by itself.
     *
     * @return {@code false} for {@link #RUNNING} and {@link #PAUSED}
     */
    public boolean isAtRest() {
        return this != RUNNING && this != PAUSED;
    }
}
