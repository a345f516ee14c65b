package dev.triggered;

/** Where a stream is in its life: {@code DRAFT -> LIVE <-> PAUSED -> STOPPED}, and from each of the last two back to {@code LIVE}. */
public enum StreamState {
    /** Being made: it listens to nothing yet. */
    DRAFT,
    /** Triggers are accepted, and what is accepted is sent. */
    LIVE,
    /** Triggers are accepted and {@linkplain Verdict#HELD held}, and nothing is sent until it is resumed. */
    PAUSED,
    /** Triggers are refused, and nothing is sent: what had been accepted is held until the stream is launched again. */
    STOPPED;

    /**
     * Says whether nothing of the stream goes out.
     *
     * @return {@code false} for {@link #LIVE} only
     */
    public boolean isQuiet() {
        return this != LIVE;
    }
}
