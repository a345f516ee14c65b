package dev.triggered.benchmarks;

import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The system's time, or a past one that goes faster. Tasks run after as much time of the system as they were away when they were handed over. */
final class WallTime implements TimeSource {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration behind;

    WallTime() {
        this(Duration.ZERO);
    }

    WallTime(Duration behind) {
        this.behind = behind;
    }

    /** Brings this time nearer to that of the system. */
    void advance(Duration step) {
        behind = behind.minus(step);
    }

    @Override
    public Instant instant() {
        return Instant.now().minus(behind);
    }

    @Override
    public void schedule(Instant due, Runnable task) {
        long millis = Math.max(0, Duration.between(instant(), due).toMillis());
        Future<?> unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
}
