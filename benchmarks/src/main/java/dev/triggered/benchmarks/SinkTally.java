package dev.triggered.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many mails a port took, and some of them as they came. Written by one thread, read by another. */
final class SinkTally {
    private static final int EACH = 499;
    private static final int MOST = 24;

    private final AtomicLong taken = new AtomicLong();
    private final AtomicInteger kept = new AtomicInteger();
    private final Queue<byte[]> samples = new ConcurrentLinkedQueue<>();

    /** Says whether the mail that comes now is to be kept. */
    boolean wantsSample() {
        int count = kept.get();
        return count < MOST && (count == 0 || taken.get() % EACH == 0);
    }

    void keep(byte[] mail) {
        kept.incrementAndGet();
        samples.add(mail);
    }

    void taken() {
        taken.lazySet(taken.get() + 1);
    }

    long count() {
        return taken.get();
    }

    /** Returns what was kept, and begins anew. */
    List<byte[]> drain() {
        List<byte[]> drained = new ArrayList<>();
        for (byte[] mail = samples.poll(); mail != null; mail = samples.poll()) {
            drained.add(mail);
        }
        kept.set(0);
        return drained;
    }
}
