package dev.triggered.benchmarks;

import dev.triggered.benchmarks.LaneSystem.Kind;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Urgent mails at a steady rate, each timed, while as much as possible is sent beside them. */
final class LaneRun {
    private static final int PER_SECOND = 200;
    private static final int WAITING = 1_000;
    private static final long PATIENCE_SECONDS = 10;

    private final LaneSystem system;
    private final LaneLoad.Beside beside;
    private final AtomicLong numbers;
    private final AtomicLong broadcast = new AtomicLong();
    private final Semaphore room = new Semaphore(WAITING);
    private final Semaphore ended = new Semaphore(0);
    private long meanwhile;

    LaneRun(LaneSystem system, LaneLoad.Beside beside, AtomicLong numbers) {
        this.system = system;
        this.beside = beside;
        this.numbers = numbers;
    }

    /** Returns the microseconds of each urgent mail; one that has not ended ten seconds after the last one counts as those. */
    long[] measure(long millis) throws InterruptedException {
        int count = (int) (millis * PER_SECOND / 1_000);
        AtomicLongArray nanos = new AtomicLongArray(count);
        Workers workers = Workers.start(1, this::feed);
        awaitDeadLane();
        sendUrgent(count, nanos);
        meanwhile = broadcast.get();
        boolean allEnded = ended.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS);
        workers.stop();
        if (allEnded && beside == LaneLoad.Beside.BROADCAST) {
            boolean unused = room.tryAcquire(WAITING, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        long[] micros = new long[count];
        Arrays.setAll(
                micros,
                i -> nanos.get(i) == 0
                        ? TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS)
                        : TimeUnit.NANOSECONDS.toMicros(nanos.get(i)));
        return micros;
    }

    /** Returns how many mails of the broadcast were accepted while urgent ones were sent. */
    long broadcastMails() {
        return meanwhile;
    }

    /** Waits until a lane that is to be dead has all of its mails: triggering them is not what is measured. */
    private void awaitDeadLane() {
        while (beside == LaneLoad.Beside.DEAD && room.availablePermits() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void sendUrgent(int count, AtomicLongArray nanos) {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int index = i;
            long due = begin + TimeUnit.SECONDS.toNanos(index) / PER_SECOND;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long start = System.nanoTime();
            system.send(Kind.URGENT, numbers.incrementAndGet(), accepted -> {
                if (accepted == 1) {
                    nanos.set(index, System.nanoTime() - start);
                }
                ended.release();
            });
        }
    }

    private boolean feed() throws InterruptedException {
        if (beside != LaneLoad.Beside.NONE && room.tryAcquire(10, TimeUnit.MILLISECONDS)) {
            Kind kind = beside == LaneLoad.Beside.DEAD ? Kind.DEAD : Kind.BROADCAST;
            system.send(kind, numbers.incrementAndGet(), accepted -> {
                broadcast.addAndGet(accepted);
                room.release();
            });
        }
        return beside != LaneLoad.Beside.NONE;
    }
}
