package dev.triggered;

/** Thrown where code, not a recipient's data, names an email address that cannot be one. */
public final class InvalidAddressException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    InvalidAddressException(String message) {
        super(message);
    }
}
