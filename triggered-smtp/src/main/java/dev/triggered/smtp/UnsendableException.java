package dev.triggered.smtp;

import dev.triggered.SmtpReply;
import java.io.IOException;

/** The mail itself cannot be sent, now or later: it cannot be composed, or does not fit what the relay offers. */
final class UnsendableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reason;

    UnsendableException(String enhancedStatus, String text) {
        super(text);
        this.reason = SmtpReply.none(enhancedStatus, text);
    }

    UnsendableException(String enhancedStatus, String text, Throwable cause) {
        super(text, cause);
        this.reason = SmtpReply.none(enhancedStatus, text);
    }

    SmtpReply reason() {
        return reason;
    }
}
