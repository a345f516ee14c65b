package dev.triggered;

/** Whether a lane tries to send: see {@link BreakerPolicy}. */
public enum BreakerState {
    /** It does, as its relay works. */
    CLOSED,
    /** It does not, for a pause after failures of its relay in a row. */
    OPEN,
    /** The pause is over, and one message is tried. */
    HALF_OPEN
}
