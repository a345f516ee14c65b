package dev.triggered.tracking.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

/** One {@code IDLE}, which ends once. Thread-safe. */
final class Idling {
    private final IMAPProtocol protocol;
    private final AtomicBoolean over = new AtomicBoolean();

    Idling(IMAPProtocol protocol) {
        this.protocol = protocol;
    }

    /** Tells the server that it is enough. */
    void end() {
        if (over.compareAndSet(false, true)) {
            protocol.idleAbort();
        }
    }

    /** Takes note that it has ended. */
    void over() {
        over.set(true);
    }
}
