package dev.triggered.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A gate in a script: connections of a {@link ScriptedSmtpServer} wait in front of it until the test opens it.
 *
 * <p>A gate takes the place of sleeping: the test learns that a connection has come to the gate, does what it has to do
 * meanwhile, and opens it.
 *
 * <pre>{@code
 * SmtpGate gate = new SmtpGate();
 * smtp.on("RCPT").hold(gate);
 * // ... start the client ...
 * gate.awaitArrival(Duration.ofSeconds(5));
 * // ... the client now waits for its reply ...
 * gate.open();
 * }</pre>
 *
 * <p>A gate is thread-safe and stays open once it was opened.
 */
public final class SmtpGate {
    private final CountDownLatch opened;
    private final Semaphore arrivals = new Semaphore(0);

    /** Creates a closed gate. */
    public SmtpGate() {
        this(new CountDownLatch(1));
    }

    SmtpGate(CountDownLatch opened) {
        this.opened = opened;
    }

    /** Opens the gate for good; everything that waits in front of it goes on. */
    public void open() {
        opened.countDown();
    }

    /**
     * Waits until a connection has come to the gate; each arrival ends one such wait, before or after it began.
     *
     * @param timeout how long to wait at most
     * @throws AssertionError if none came in time, or if the waiting thread was interrupted
     */
    public void awaitArrival(Duration timeout) {
        try {
            if (!arrivals.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("no connection came to the gate within " + timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a connection to come to the gate", e);
        }
    }

    void pass() throws InterruptedException {
        arrivals.release();
        opened.await();
    }
}
