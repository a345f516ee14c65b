package dev.triggered;

/**
 * Thrown by a trigger that could not be accepted in time because the store is full: nothing was kept and nothing will be
 * sent, so that the same trigger may be called again.
 */
public final class OverloadedException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is full, how full, and what to do
     */
    public OverloadedException(String message) {
        super(message);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
