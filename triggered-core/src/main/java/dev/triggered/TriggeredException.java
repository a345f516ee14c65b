package dev.triggered;

/**
 * The root of what this library throws: unchecked, with a message that says what was wrong, which value, and what to do.
 *
 * <p>An expected outcome is never an exception: a refused trigger is a {@link Verdict}, a refused mail a {@link SendResult}.
 * No message of this type or of its subtypes carries a password, a token, event data or the body of a mail.
 */
public class TriggeredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, which value, and what to do
     */
    public TriggeredException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what was wrong, which value, and what to do
     * @param cause what led to it
     */
    public TriggeredException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Says whether the same call may succeed later without any change by the caller.
     *
     * @return {@code true} where waiting and calling again makes sense; {@code false} unless a subtype says otherwise
     */
    public boolean retryable() {
        return false;
    }
}
