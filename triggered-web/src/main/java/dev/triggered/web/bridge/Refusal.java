package dev.triggered.web.bridge;

import dev.triggered.TriggeredException;
import dev.triggered.web.http.Reply;

/** Ends a request, or what it says of one contact. */
final class Refusal extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final ReplyCode code;
    private final int status;
    private final transient Object data;

    private Refusal(ReplyCode code, int status, String text, Object data) {
        super(text);
        this.code = code;
        this.status = status;
        this.data = data;
    }

    Refusal(ReplyCode code, String text) {
        this(code, code.status(), text, "");
    }

    /** Returns this refusal with something for the client to read. */
    Refusal with(Object more) {
        return new Refusal(code, status, text(), more);
    }

    /** Returns this refusal with another status. */
    Refusal status(int other) {
        return new Refusal(code, other, text(), data);
    }

    ReplyCode code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Reply reply() {
        return Envelope.of(status, code, text(), data);
    }
}
