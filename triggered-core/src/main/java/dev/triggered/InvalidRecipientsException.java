package dev.triggered;

/** Thrown when the recipients of a broadcast cannot be read, or not any further. */
public final class InvalidRecipientsException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    /** Where reading ended. */
    private final long line;

    /**
     * Creates an exception.
     *
     * @param line the line or the place at which reading ended, from 1; 0 where it has not begun
     * @param message what is wrong, and what to do
     */
    public InvalidRecipientsException(long line, String message) {
        super(message);
        this.line = line;
    }

    /**
     * Creates an exception with its cause.
     *
     * @param line the line or the place at which reading ended, from 1; 0 where it has not begun
     * @param message what is wrong, and what to do
     * @param cause what led to it
     */
    public InvalidRecipientsException(long line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    /**
     * Returns where reading ended.
     *
     * @return the line or the place, from 1; 0 where reading has not begun
     */
    public long line() {
        return line;
    }
}
