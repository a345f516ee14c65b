package dev.triggered.testkit;

import java.io.IOException;

/** Ends the work on a connection, because the client closed it or a script did. */
final class EndOfConnection extends IOException {
    private static final long serialVersionUID = 1L;

    EndOfConnection(String reason) {
        super(reason);
    }
}
