package dev.triggered.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How many messages of a run were handled, and when the first one was. Thread-safe. */
final class Progress {
    private static final int PATIENCE_SECONDS = 300;

    private final long target;
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong handled = new AtomicLong();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Progress(long target) {
        this.target = target;
    }

    /** Notes that the first messages are at the handler. */
    void begun() {
        if (first.get() == 0) {
            first.compareAndSet(0, System.nanoTime());
        }
    }

    /** Notes that messages were handled. */
    void handled(int count) {
        if (handled.addAndGet(count) >= target) {
            reached.countDown();
        }
    }

    /** Notes that one message was at the handler, which does nothing. */
    void handled() {
        begun();
        handled(1);
    }

    /** Ends the run, because a handler's thread cannot go on. */
    void fail(Exception cause) {
        failure.compareAndSet(null, cause);
        reached.countDown();
    }

    /** Waits until as many messages as expected were handled and what was handled is recorded. */
    void await(StoreContender contender) throws InterruptedException {
        if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("only " + handled + " of " + target + " messages were handled in time");
        }
        Exception cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("only " + handled + " of " + target + " messages were handled", cause);
        }
        while (!contender.isSettled()) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Returns when the first message was at the handler, as {@link System#nanoTime}. */
    long firstNanos() {
        return first.get();
    }
}
