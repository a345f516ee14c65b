package dev.triggered.engine;

import dev.triggered.Lane;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** All lanes, each with a thread of its own. */
final class Lanes {
    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    private final Map<String, LaneRunner> runners = new LinkedHashMap<>();
    private final Map<String, Thread> threads = new LinkedHashMap<>();

    Lanes(Map<String, Lane> lanes, Function<Lane, LaneRunner> runner, ThreadFactory threadFactory) {
        lanes.forEach((name, lane) -> {
            LaneRunner made = runner.apply(lane);
            Thread thread = Objects.requireNonNull(threadFactory.newThread(made), "the thread factory made no thread");
            thread.setName("triggered-lane-" + name);
            runners.put(name, made);
            threads.put(name, thread);
        });
    }

    void start() {
        threads.values().forEach(Thread::start);
    }

    LaneRunner of(QueuedMessage message) {
        return Objects.requireNonNull(runners.get(message.lane()), message.lane());
    }

    /** Waits until no lane has anything due, and ends them all; an interrupt ends the waiting. */
    void drain(Duration atMost) {
        boolean interrupted = false;
        try {
            long left = TimeUnit.NANOSECONDS.convert(atMost);
            for (LaneRunner runner : runners.values()) {
                left = runner.awaitIdle(left);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        runners.values().forEach(LaneRunner::stop);
        for (Thread thread : threads.values()) {
            interrupted |= !joined(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a lane's last step; returns {@code false} if that was interrupted. */
    private static boolean joined(Thread thread) {
        try {
            if (!thread.equals(Thread.currentThread())) {
                thread.join(LAST_STEP.toMillis());
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
