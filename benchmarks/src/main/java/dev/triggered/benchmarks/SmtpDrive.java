package dev.triggered.benchmarks;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a peer as busy as it can be. */
final class SmtpDrive {
    private static final int TOGETHER = 63;

    private final SmtpPeer peer;
    private final int capacity;
    private final Semaphore free;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong numbers;

    /** Drives a peer with mails of ascending numbers. */
    SmtpDrive(SmtpPeer peer, AtomicLong numbers) {
        this.peer = peer;
        this.capacity = peer.capacity();
        this.free = new Semaphore(capacity);
        this.numbers = numbers;
    }

    /** Sends for a while, and waits for what is under way then. */
    long send(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Workers.start(peer.feeders(), () -> {
                    feed();
                    return System.nanoTime() < end;
                })
                .await();
        free.acquire(capacity);
        return accepted.get();
    }

    private void feed() throws InterruptedException {
        free.acquire();
        int more = 0;
        while (more < TOGETHER && free.tryAcquire()) {
            more++;
        }
        for (int i = 0; i <= more; i++) {
            peer.send(numbers::incrementAndGet, this::done);
        }
    }

    private void done(int count) {
        accepted.addAndGet(count);
        free.release();
    }
}
