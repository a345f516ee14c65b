package dev.triggered.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Ends what takes too long. The timeout of a socket bounds one read, not a reply that trickles and not a write to a relay that
 * does not read; so each step on a connection is given a deadline, and a connection that is past it is cut from here.
 * Thread-safe.
 */
final class Watchdog {
    private static final long FINEST_MILLIS = 5;
    private static final long COARSEST_MILLIS = 500;

    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoTime;
    private final long tickMillis;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();

    /**
     * Creates a watchdog that sleeps until there is something to watch.
     *
     * @param scheduler what it runs on; shut down by its owner
     * @param nanoTime a time that never goes back
     * @param shortest the shortest limit that will be given
     */
    Watchdog(ScheduledExecutorService scheduler, LongSupplier nanoTime, Duration shortest) {
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.tickMillis = Math.max(FINEST_MILLIS, Math.min(COARSEST_MILLIS, shortest.toMillis() / 8));
    }

    /** Returns the guard of one connection. */
    Guard guard(Runnable cut) {
        Guard guard = new Guard(cut);
        guards.add(guard);
        if (running.compareAndSet(false, true)) {
            ScheduledFuture<?> unused =
                    scheduler.scheduleWithFixedDelay(this::look, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
        }
        return guard;
    }

    private void look() {
        long now = nanoTime.getAsLong();
        for (Guard guard : guards) {
            guard.look(now);
        }
    }

    /** Guards one direction of a connection. Thread-safe. */
    final class Guard {
        private static final long NONE = Long.MIN_VALUE;

        private final Runnable cut;
        private volatile long deadline = NONE;
        private volatile boolean expired;
        private volatile Duration limit = Duration.ZERO;

        private Guard(Runnable cut) {
            this.cut = cut;
        }

        /** Gives the step that begins now so much time. */
        void arm(Duration time) {
            limit = time;
            deadline = nanoTime.getAsLong() + time.toNanos();
        }

        /** Ends the step. */
        void disarm() {
            deadline = NONE;
        }

        /** Says whether the connection was cut because a step took too long. */
        boolean expired() {
            return expired;
        }

        /** Returns the time that the last step was given. */
        Duration limit() {
            return limit;
        }

        /** Ends the guarding. */
        void release() {
            disarm();
            guards.remove(this);
        }

        private void look(long now) {
            long due = deadline;
            if (due != NONE && now - due >= 0) {
                expired = true;
                guards.remove(this);
                cut.run();
            }
        }
    }
}
