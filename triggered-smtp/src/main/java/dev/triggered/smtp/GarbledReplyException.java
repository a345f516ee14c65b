package dev.triggered.smtp;

import java.io.IOException;

/** What came from the relay is not a reply. */
final class GarbledReplyException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    GarbledReplyException(String line) {
        super("not an SMTP reply: '" + line.substring(0, Math.min(line.length(), SHOWN)) + "'");
    }
}
