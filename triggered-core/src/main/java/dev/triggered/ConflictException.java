package dev.triggered;

/**
 * Thrown when a stream or an event is not as a change expects it to be: in another state, edited by somebody else meanwhile, in use,
 * or known already under that name. Nothing was changed. The message says what is the case, and what to do.
 */
public final class ConflictException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is the case, and what to do
     */
    public ConflictException(String message) {
        super(message);
    }
}
