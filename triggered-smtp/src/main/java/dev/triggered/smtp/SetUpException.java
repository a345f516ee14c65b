package dev.triggered.smtp;

import dev.triggered.SmtpReply;
import java.io.IOException;

/** No connection that is ready for a mail could be had; the relay's or the settings' fault, never the mail's. */
final class SetUpException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reason;

    SetUpException(String enhancedStatus, String text) {
        super(text);
        this.reason = SmtpReply.none(enhancedStatus, text);
    }

    SetUpException(String enhancedStatus, String text, Throwable cause) {
        super(text, cause);
        this.reason = SmtpReply.none(enhancedStatus, text);
    }

    /** The relay said no. */
    SetUpException(String what, Reply reply) {
        this(what, reply.toSmtpReply());
    }

    /** The relay said no, and its words were looked at. */
    SetUpException(String what, SmtpReply reply) {
        super(what + ": " + reply);
        this.reason = new SmtpReply(reply.code(), reply.enhancedStatus(), what + ": " + reply.text());
    }

    SmtpReply reason() {
        return reason;
    }
}
