package dev.triggered;

/**
 * Which messages of a lane go first. Messages of one priority go by the time at which they are due. For mail that must never wait
 * behind other mail at all, give its stream a {@link Lane} of its own.
 */
public enum Priority {
    /** Before all others. */
    HIGH,
    /** Where nobody says otherwise. */
    NORMAL,
    /** After all others. */
    LOW
}
