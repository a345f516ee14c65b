package dev.triggered.benchmarks;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** What sends mails over connections that it keeps open. Used by as many threads as it has {@link #feeders}. */
interface SmtpPeer {
    /** Returns how many calls of {@link #send} may be under way. */
    int capacity();

    /** Returns how many threads are to call it. */
    default int feeders() {
        return 1;
    }

    /**
     * Sends one mail or a few.
     *
     * @param numbers gives the number of each; each call takes the next one
     * @param whenDone is told how many of them were accepted, once, on any thread
     */
    void send(LongSupplier numbers, IntConsumer whenDone);
}
