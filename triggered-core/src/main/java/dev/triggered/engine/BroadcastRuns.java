package dev.triggered.engine;

import dev.triggered.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/** The broadcasts that this process runs or stands by for, each on a thread of its own. Thread-safe. */
final class BroadcastRuns {
    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    private final BiFunction<Runnable, String, Thread> starter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> reserved = new HashSet<>();
    private final Map<String, Started> started = new HashMap<>();
    private long ends;
    private boolean closed;

    /**
     * @param starter starts a thread that has a name
     */
    BroadcastRuns(BiFunction<Runnable, String, Thread> starter) {
        this.starter = starter;
    }

    /** Reserves an id for a run that is about to start; {@code false} where there is one already. */
    boolean reserve(String id) {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedException();
            }
            return !started.containsKey(id) && reserved.add(id);
        } finally {
            lock.unlock();
        }
    }

    void release(String id) {
        lock.lock();
        try {
            reserved.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Starts a run whose id was reserved. */
    void start(String id, BroadcastRun run) {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedException();
            }
            started.put(id, new Started(run, starter.apply(run, "triggered-broadcast-" + id)));
            reserved.remove(id);
        } finally {
            lock.unlock();
        }
    }

    void ended(String id) {
        lock.lock();
        try {
            started.remove(id);
            ends++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<BroadcastRun> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(started.get(id)).map(Started::run);
        } finally {
            lock.unlock();
        }
    }

    void wake(String id) {
        find(id).ifPresent(BroadcastRun::wake);
    }

    /** Says whether it is a run that asks. */
    boolean isCalledBy(String id) {
        lock.lock();
        try {
            Started run = started.get(id);
            return run != null && run.thread.equals(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a run ends, but not longer than a time; returns how long. */
    long awaitChange(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long seen = ends;
            long left = nanos;
            while (seen == ends && left > 0) {
                left = changed.awaitNanos(left);
            }
            return nanos - left;
        } finally {
            lock.unlock();
        }
    }

    /** Has all runs end, and waits for that, for a bounded time. Somebody else may go on with them. */
    void close() {
        List<Started> last;
        lock.lock();
        try {
            closed = true;
            last = new ArrayList<>(started.values());
        } finally {
            lock.unlock();
        }
        last.forEach(each -> each.run.close());
        boolean interrupted = false;
        for (Started each : last) {
            interrupted |= !Lanes.joined(each.thread, LAST_STEP);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Started(BroadcastRun run, Thread thread) {}
}
