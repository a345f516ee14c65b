package dev.triggered.engine;

import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system's clock, with one daemon thread that calls when it is later. */
final class SystemTime implements TimeSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTime.class);

    private final ScheduledThreadPoolExecutor timer;

    SystemTime() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "triggered-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void schedule(Instant due, Runnable task) {
        try {
            ScheduledFuture<?> unused =
                    timer.schedule(() -> run(task), Math.max(0, nanosUntil(due)), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("a wake-up for {} came after closing", due, e);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the timer failed", e);
        }
    }

    private long nanosUntil(Instant due) {
        try {
            return Duration.between(instant(), due).toNanos();
        } catch (ArithmeticException e) {
            return due.isAfter(instant()) ? Long.MAX_VALUE / 2 : 0;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
