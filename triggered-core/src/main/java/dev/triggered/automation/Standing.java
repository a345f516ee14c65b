package dev.triggered.automation;

/** How it stands with a contact in a program. */
public enum Standing {
    /** A step is to be taken. */
    READY,
    /** A step waits, for a time or for an event. */
    WAITING,
    /** The contact came to the end. */
    COMPLETED,
    /** An event took the contact out. */
    EXITED,
    /** Somebody took the contact out. */
    TAKEN_OUT;

    /**
     * Says whether the contact is no longer in the program.
     *
     * @return {@code false} for {@link #READY} and {@link #WAITING}
     */
    public boolean isEnded() {
        return this != READY && this != WAITING;
    }
}
