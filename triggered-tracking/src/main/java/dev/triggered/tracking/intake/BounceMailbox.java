package dev.triggered.tracking.intake;

import java.io.IOException;
import java.time.Duration;

/** Where mails that come back are delivered to. Immutable. */
public abstract sealed class BounceMailbox permits ImapMailbox, MaildirFolder {
    BounceMailbox() {}

    /** Connects to it. */
    abstract MailSource open() throws IOException;

    /** Returns how long it takes at most until somebody looks for new mails. */
    abstract Duration interval();
}
