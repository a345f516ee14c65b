package dev.triggered.benchmarks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets steps wait for the same time each, in their order, any number of them at once. */
final class DelayLine {
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final long delayNanos;

    DelayLine(long delayMillis) {
        this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    }

    void add(Runnable task) {
        steps.add(new Step(System.nanoTime() + delayNanos, task));
    }

    /** Does the steps, for ever. */
    void run() {
        try {
            while (true) {
                Step step = steps.take();
                for (long left = step.due - System.nanoTime(); left > 0; left = step.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                step.task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Step(long due, Runnable task) {}
}
