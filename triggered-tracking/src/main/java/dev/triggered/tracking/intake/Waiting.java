package dev.triggered.tracking.intake;

import dev.triggered.spi.TimeSource;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Lets one thread wait for a time; others end that for good. */
final class Waiting {
    private final TimeSource time;
    private volatile Runnable wake = () -> {};
    private volatile boolean over;

    Waiting(TimeSource time) {
        this.time = time;
    }

    Instant now() {
        return time.instant();
    }

    /** Waits for a time, or for the end. */
    void until(Instant due) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        callAt(due, latch::countDown);
        latch.await();
    }

    /**
     * Has something called at a time, or at the end if that is before.
     *
     * @param due when
     * @param call ends what the thread does; may be called more than once, and after it has ended
     */
    void callAt(Instant due, Runnable call) {
        wake = call;
        if (over) {
            call.run();
        } else {
            time.schedule(due, call);
        }
    }

    boolean isOver() {
        return over;
    }

    /** Ends all waiting. Called by any thread. */
    void end() {
        over = true;
        wake.run();
    }
}
