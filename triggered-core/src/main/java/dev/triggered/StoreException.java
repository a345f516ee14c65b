package dev.triggered;

/**
 * Thrown when a store cannot keep or find messages: its file or database is away, full, in use by another process, or of another
 * version. Of the call that throws it, nothing was kept, unless it {@linkplain #mayBeKept() says} that nobody knows.
 */
public final class StoreException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    /** Whether the same call may succeed later. */
    private final boolean retryable;

    /** Whether the call may have kept something all the same. */
    private final boolean mayBeKept;

    private StoreException(String message, Throwable cause, boolean retryable, boolean mayBeKept) {
        super(message, cause);
        this.retryable = retryable;
        this.mayBeKept = mayBeKept;
    }

    private StoreException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
        this.mayBeKept = false;
    }

    /**
     * Returns an exception that lasts until somebody does something.
     *
     * @param message which store, what is wrong, and what to do
     * @return the exception
     */
    public static StoreException lasting(String message) {
        return new StoreException(message, false);
    }

    /**
     * Returns an exception that lasts until somebody does something.
     *
     * @param message which store, what is wrong, and what to do
     * @param cause what led to it
     * @return the exception
     */
    public static StoreException lasting(String message, Throwable cause) {
        return new StoreException(message, cause, false, false);
    }

    /**
     * Returns an exception that may be gone at the next call.
     *
     * @param message which store, and what is wrong
     * @return the exception
     */
    public static StoreException passing(String message) {
        return new StoreException(message, true);
    }

    /**
     * Returns an exception that may be gone at the next call.
     *
     * @param message which store, and what is wrong
     * @param cause what led to it
     * @return the exception
     */
    public static StoreException passing(String message, Throwable cause) {
        return new StoreException(message, cause, true, false);
    }

    /**
     * Returns an exception after which nobody knows whether the call was done: the connection broke while it was being committed, and
     * the database could not be asked. May be gone at the next call.
     *
     * @param message which store, and what is wrong
     * @param cause what led to it
     * @return the exception
     */
    public static StoreException unknown(String message, Throwable cause) {
        return new StoreException(message, cause, true, true);
    }

    /**
     * Says whether the call may have kept something all the same. A trigger that has an id can be repeated safely: it answers
     * {@link Verdict#DUPLICATE} then. One without an id may be sent twice.
     *
     * @return {@code false} where it is certain that nothing was kept
     */
    public boolean mayBeKept() {
        return mayBeKept;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
