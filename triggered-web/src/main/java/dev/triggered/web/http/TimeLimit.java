package dev.triggered.web.http;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long a thread may wait for a client. When the time is up while it waits, it is interrupted, which closes the channel that it waits
 * for; what it does otherwise is not disturbed.
 */
final class TimeLimit {
    private static final long BYTES_OF_A_SECOND = 65_536;

    private final Thread thread;
    private final InstantSource clock;
    private final Duration time;
    private Instant due;
    private long bytes;
    private boolean waiting;
    private boolean struck;

    TimeLimit(Thread thread, InstantSource clock, Duration time) {
        this.thread = thread;
        this.clock = clock;
        this.time = time;
        this.due = clock.instant().plus(time);
    }

    /** Begins to wait. */
    synchronized void enter() throws SocketTimeoutException {
        if (!clock.instant().isBefore(due)) {
            throw new SocketTimeoutException("the client took longer than " + time);
        }
        waiting = true;
    }

    /** Has waited, and got so many bytes; each second's worth of them gives another second. */
    synchronized void leave(long more) {
        waiting = false;
        bytes += more;
        due = due.plusSeconds(bytes / BYTES_OF_A_SECOND);
        bytes %= BYTES_OF_A_SECOND;
        if (struck) {
            struck = false;
            boolean unused = Thread.interrupted();
        }
    }

    /** Begins anew. */
    synchronized void restart() {
        due = clock.instant().plus(time);
    }

    /** Looks whether the time is up. Called by another thread, again and again. */
    synchronized void look() {
        if (waiting && !struck && !clock.instant().isBefore(due)) {
            struck = true;
            thread.interrupt();
        }
    }
}
