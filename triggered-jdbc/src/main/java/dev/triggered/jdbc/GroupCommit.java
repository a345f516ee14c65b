package dev.triggered.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers share transactions without waiting for company: whoever comes first runs what has come in so far, and what comes
 * in meanwhile is the next group. A step that fails takes nobody along: the group is run again, each step alone.
 */
final class GroupCommit {
    private final Transaction transaction;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Step<?>> waiting = new ArrayList<>();
    private boolean leading;

    GroupCommit(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Runs a step and returns when its transaction is committed. What the step or the commit throws is thrown here. */
    <T> T run(Work<T> work) throws SQLException {
        Step<T> step = new Step<>(work, lock.newCondition());
        List<Step<?>> group = join(step);
        if (!group.isEmpty()) {
            try {
                perform(group);
            } finally {
                finish(group);
            }
        }
        return step.result();
    }

    /** Returns how many steps wait for the next group. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for its turn; returns the group to lead, or nothing where another one led. */
    private List<Step<?>> join(Step<?> step) {
        lock.lock();
        try {
            waiting.add(step);
            while (leading && !step.done) {
                step.changed.awaitUninterruptibly();
            }
            if (step.done) {
                return List.of();
            }
            leading = true;
            List<Step<?>> group = waiting;
            waiting = new ArrayList<>();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void perform(List<Step<?>> group) {
        try {
            transaction.run(session -> {
                for (Step<?> step : group) {
                    step.attempt(session);
                }
                return group;
            });
            group.forEach(step -> step.failure = null);
        } catch (SQLException | RuntimeException e) {
            if (group.size() == 1) {
                group.get(0).failure = e;
            } else {
                group.forEach(step -> perform(List.of(step)));
            }
        }
    }

    private void finish(List<Step<?>> group) {
        lock.lock();
        try {
            leading = false;
            for (Step<?> step : group) {
                step.done = true;
                step.changed.signal();
            }
            if (!waiting.isEmpty()) {
                waiting.get(0).changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a step in a transaction and commits it, or rolls it back. */
    @FunctionalInterface
    interface Transaction {
        <T> T run(Work<T> work) throws SQLException;
    }

    /** What one caller wants. Its fields are the leader's until it is done. */
    private static final class Step<T> {
        private final Work<T> work;
        private final Condition changed;
        private @Nullable T value;
        private @Nullable Exception failure = new IllegalStateException("the group's leader died");
        private boolean done;

        Step(Work<T> work, Condition changed) {
            this.work = work;
            this.changed = changed;
        }

        void attempt(Session session) throws SQLException {
            value = work.run(session);
        }

        T result() throws SQLException {
            if (failure instanceof SQLException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            return Objects.requireNonNull(value, "a step that did not fail has a value");
        }
    }
}
