package dev.triggered.testkit;

import java.io.IOException;

/** One thing that a script does. */
@FunctionalInterface
interface SmtpStep {
    /** Does it, in the connection's own thread. */
    void play(SmtpTurn turn) throws IOException;
}
