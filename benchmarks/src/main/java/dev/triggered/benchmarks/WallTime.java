package dev.triggered.benchmarks;

import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The system's time, for a store that is used without the engine. */
final class WallTime implements TimeSource {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void schedule(Instant due, Runnable task) {
        long millis = Math.max(0, Duration.between(instant(), due).toMillis());
        Future<?> unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
}
