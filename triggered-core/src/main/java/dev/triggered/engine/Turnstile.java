package dev.triggered.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets the messages of a stream to the dispatcher, one by one, and knows how many are there. When it is shut nobody gets in any
 * more, and when the last one has left it is quiet. Thread-safe, and waits for nothing.
 */
final class Turnstile {
    private static final long SHUT = 1L << 62;

    private final AtomicLong inside = new AtomicLong();
    private final Runnable whenQuiet;

    Turnstile(Runnable whenQuiet) {
        this.whenQuiet = whenQuiet;
    }

    /** Lets a message in, unless it is shut; each one that gets in leaves. */
    boolean enter() {
        if (inside.getAndIncrement() < SHUT) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (inside.decrementAndGet() == SHUT) {
            whenQuiet.run();
        }
    }

    void shut() {
        inside.accumulateAndGet(SHUT, (count, bit) -> count | bit);
    }

    void open() {
        inside.accumulateAndGet(~SHUT, (count, bits) -> count & bits);
    }

    /** Says whether nobody is inside and nobody gets in. */
    boolean isQuiet() {
        return inside.get() == SHUT;
    }
}
