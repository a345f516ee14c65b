package dev.triggered.benchmarks;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a peer as busy as it can be. Who feeds it is woken once for each 32nd part of what may be under way, so that handing mails over
 * costs little beside sending them.
 */
final class SmtpDrive {
    private static final int PARTS = 32;
    private static final long PATIENCE_NANOS = 100_000;

    private final SmtpPeer peer;
    private final int group;
    private final Semaphore groups;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong numbers;

    /** Drives a peer with mails of ascending numbers. */
    SmtpDrive(SmtpPeer peer, AtomicLong numbers) {
        this.peer = peer;
        this.group = Math.max(1, peer.capacity() / PARTS);
        this.groups = new Semaphore(peer.capacity() / group);
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
        while (ended.get() < begun.get()) {
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
        return accepted.get();
    }

    private void feed() throws InterruptedException {
        groups.acquire();
        begun.addAndGet(group);
        for (int i = 0; i < group; i++) {
            peer.send(numbers::incrementAndGet, this::done);
        }
    }

    private void done(int count) {
        accepted.addAndGet(count);
        if (ended.incrementAndGet() % group == 0) {
            groups.release();
        }
    }
}
