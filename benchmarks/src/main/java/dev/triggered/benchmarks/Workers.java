package dev.triggered.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that repeat a step until it says that it is done, or until they are stopped. */
final class Workers {
    private final ExecutorService threads;
    private final List<Future<?>> ends = new ArrayList<>();
    private volatile boolean stopped;

    private Workers(int count) {
        this.threads = Executors.newFixedThreadPool(count);
    }

    /** Starts so many threads; the step returns whether to go on. */
    static Workers start(int count, Callable<Boolean> step) {
        Workers workers = new Workers(count);
        for (int i = 0; i < count; i++) {
            workers.ends.add(workers.threads.submit(() -> workers.repeat(step)));
        }
        return workers;
    }

    /** Ends all threads after their current step. */
    void stop() {
        stopped = true;
        await();
    }

    /** Waits until all threads have ended, and throws what ended them before. */
    void await() {
        try {
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
        }
    }

    private Object repeat(Callable<Boolean> step) throws Exception {
        while (!stopped && step.call()) {
            // The step does all
        }
        return step;
    }
}
