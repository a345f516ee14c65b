package dev.triggered;

/** Thrown when a value cannot be turned into the plain values that a mail is personalised from. */
public final class InvalidDataException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    InvalidDataException(String message) {
        super(message);
    }

    InvalidDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
