package dev.triggered.templates;

/** Thrown within an import where a placeholder has no translation, or an address leads nowhere. */
final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns why, as the end of a sentence. */
    String reason() {
        return reason;
    }
}
