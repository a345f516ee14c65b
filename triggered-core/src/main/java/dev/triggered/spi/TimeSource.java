package dev.triggered.spi;

import java.time.Instant;
import java.time.InstantSource;

/** What time it is, and a call when it is later. The engine takes both from here, so that a test can turn the clock by hand. */
public interface TimeSource extends InstantSource {
    /**
     * Runs a task once, when its time has come.
     *
     * @param due when; a time that is past means at once
     * @param task what to run, on any thread; it is short, does not block and does not throw
     */
    void schedule(Instant due, Runnable task);
}
