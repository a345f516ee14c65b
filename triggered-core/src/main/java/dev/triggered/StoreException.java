package dev.triggered;

/**
 * Thrown when a store cannot keep or find messages: its file or database is away, full, in use by another process, or of another
 * version. Of the call that throws it, nothing was kept.
 */
public final class StoreException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    /** Whether the same call may succeed later. */
    private final boolean retryable;

    private StoreException(String message, Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    private StoreException(String message) {
        super(message);
        this.retryable = false;
    }

    /**
     * Returns an exception that lasts until somebody does something.
     *
     * @param message which store, what is wrong, and what to do
     * @return the exception
     */
    public static StoreException lasting(String message) {
        return new StoreException(message);
    }

    /**
     * Returns an exception that lasts until somebody does something.
     *
     * @param message which store, what is wrong, and what to do
     * @param cause what led to it
     * @return the exception
     */
    public static StoreException lasting(String message, Throwable cause) {
        return new StoreException(message, cause, false);
    }

    /**
     * Returns an exception that may be gone at the next call.
     *
     * @param message which store, and what is wrong
     * @param cause what led to it
     * @return the exception
     */
    public static StoreException passing(String message, Throwable cause) {
        return new StoreException(message, cause, true);
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
