package dev.triggered.testkit;

import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test turns it. Thread-safe.
 *
 * <pre>{@code
 * ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");
 * // ... hand it to what is tested ...
 * clock.awaitPending(1);
 * clock.advance(Duration.ofMinutes(5));
 * }</pre>
 *
 * <p>Whoever turns the clock runs the tasks that become due, each at its own time and one after the other: by time, and by the
 * order of scheduling where the time is the same. A task that is due when it is scheduled runs at once, on the scheduling thread
 * unless another thread is running tasks at that moment, which takes it over then.
 */
public final class ManualClock implements TimeSource {
    private static final Comparator<Task> ORDER =
            Comparator.comparing(Task::due).thenComparingLong(Task::number);

    private final Monitor monitor = new Monitor();
    private final PriorityQueue<Task> waiting = new PriorityQueue<>(ORDER);
    private Instant now;
    private long scheduled;
    private @Nullable Thread turning;

    private ManualClock(Instant start) {
        this.now = start;
    }

    /**
     * Returns a clock that stands at a time.
     *
     * @param start such as {@code 2026-01-01T00:00:00Z}
     * @return the clock
     */
    public static ManualClock at(String start) {
        return at(Instant.parse(start));
    }

    /**
     * Returns a clock that stands at a time.
     *
     * @param start the time
     * @return the clock
     */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    @Override
    public Instant instant() {
        return monitor.ask(() -> now);
    }

    @Override
    public void schedule(Instant due, Runnable task) {
        boolean mine = monitor.ask(() -> {
            waiting.add(new Task(due, scheduled++, task));
            return !due.isAfter(now) && takeTurn();
        });
        if (mine) {
            runDue(Instant.MIN);
        }
    }

    /**
     * Turns the clock on, and runs what becomes due on the calling thread before it returns.
     *
     * @param time how far; zero runs nothing that has not become due before
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if a task of this clock calls this
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a clock is not turned back: " + time);
        }
        awaitTurn();
        runDue(instant().plus(time));
    }

    /**
     * Turns the clock to a time, and runs what becomes due on the calling thread before it returns.
     *
     * @param time the time
     * @throws IllegalArgumentException if it is earlier than now
     * @throws IllegalStateException if a task of this clock calls this
     */
    public void advanceTo(Instant time) {
        if (time.isBefore(instant())) {
            throw new IllegalArgumentException("a clock is not turned back from " + instant() + " to " + time);
        }
        awaitTurn();
        runDue(time);
    }

    /**
     * Returns how many tasks wait for their time.
     *
     * @return the number of tasks
     */
    public int pending() {
        return monitor.ask(waiting::size);
    }

    /**
     * Returns when the next task is due.
     *
     * @return the earliest time, or empty if no task waits
     */
    public Optional<Instant> nextDue() {
        return monitor.ask(() -> Optional.ofNullable(waiting.peek()).map(Task::due));
    }

    /**
     * Waits until at least a number of tasks wait for their time, for a minute at most. What is tested schedules its tasks on
     * threads of its own, so a test waits for them before it turns the clock.
     *
     * @param tasks how many tasks at least
     * @throws AssertionError if there were fewer in time; it tells how many there were
     */
    public void awaitPending(int tasks) {
        monitor.await(
                () -> waiting.size() >= tasks,
                Monitor.PATIENCE,
                () -> "tasks waiting for " + this + ": " + waiting.size() + " instead of " + tasks);
    }

    /**
     * Waits until a task waits whose time comes no later than a given one, for a minute at most.
     *
     * @param latest the latest time
     * @throws AssertionError if there was none in time; it tells when the next one is due instead
     */
    public void awaitPendingBy(Instant latest) {
        monitor.await(
                () -> waiting.peek() != null && !waiting.peek().due().isAfter(latest),
                Monitor.PATIENCE,
                () -> "no task waits that is due by " + latest + " for " + this + ", the next one: "
                        + nextDue().map(Instant::toString).orElse("none"));
    }

    /** Returns the time at which the clock stands. */
    @Override
    public String toString() {
        return "the clock at " + instant();
    }

    private void awaitTurn() {
        if (monitor.ask(() -> turning == Thread.currentThread())) {
            throw new IllegalStateException("a task does not turn the clock that runs it");
        }
        monitor.await(this::takeTurn, Monitor.PATIENCE, () -> "another thread does not end turning " + this);
    }

    private boolean takeTurn() {
        if (turning != null) {
            return false;
        }
        turning = Thread.currentThread();
        return true;
    }

    private void runDue(Instant target) {
        boolean done = false;
        try {
            for (Task next = next(target); next != null; next = next(target)) {
                next.action.run();
            }
            done = true;
        } finally {
            if (!done) {
                monitor.change(() -> turning = null);
            }
        }
    }

    /** Takes the next task that is due by then; where there is none, stands at that time and gives the turn back. */
    private @Nullable Task next(Instant target) {
        return monitor.ask(() -> {
            Instant until = target.isBefore(now) ? now : target;
            Task first = waiting.peek();
            if (first != null && !first.due().isAfter(until)) {
                now = first.due().isAfter(now) ? first.due() : now;
                return waiting.poll();
            }
            now = until;
            turning = null;
            return null;
        });
    }

    private record Task(Instant due, long number, Runnable action) {}
}
