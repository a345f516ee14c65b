package dev.triggered.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers share transactions: whoever comes first leads, and runs what has come in so far, or waits a moment for {@link Company};
 * what comes in meanwhile is the next group. A step that fails takes nobody along: each caller of that group runs its own step again, alone.
 */
final class GroupCommit {
    private static final int MOST_STEPS = 256;

    private final Transaction transaction;
    private final Company company;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition complete = lock.newCondition();
    private ArrayList<Step<?, ?>> waiting = new ArrayList<>();

    GroupCommit(Transaction transaction, Company company) {
        this.transaction = transaction;
        this.company = company;
    }

    /** Runs a step for some items and returns when its transaction is committed. What the step or the commit throws is thrown here. */
    <I, O> List<O> run(Batch<I, O> batch, List<I> items) throws SQLException {
        Step<I, O> step = new Step<>(batch, items, lock.newCondition());
        lock.lock();
        try {
            waiting.add(step);
            if (company.isComplete(waiting.size())) {
                complete.signal();
            }
            if (company.permits(waiting.size())) {
                waiting.get(0).changed.signal();
            }
        } finally {
            lock.unlock();
        }
        for (Group group = await(step); !group.steps.isEmpty(); group = await(step)) {
            lead(group);
        }
        List<O> answers = step.answers;
        if (answers != null) {
            return answers;
        }
        Exception failure = step.failure == null ? new IllegalStateException("the group's leader died") : step.failure;
        return transaction.again(session -> batch.run(session, items), failure, step.alone);
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

    /** Waits until a step is done, or until it is this caller's turn to lead; returns the group to lead, or nothing. */
    private Group await(Step<?, ?> step) {
        lock.lock();
        try {
            while (!step.done && (step.taken || !company.permits(waiting.size()))) {
                step.changed.awaitUninterruptibly();
            }
            if (step.done) {
                return new Group(List.of(), 0);
            }
            awaitOthers(company.begin());
            List<Step<?, ?>> steps = takeGroup();
            return new Group(steps, company.leave(steps.size()));
        } finally {
            lock.unlock();
        }
    }

    /** Waits for those who are expected; nobody else takes a group meanwhile. */
    private void awaitOthers(long nanos) {
        long left = nanos;
        try {
            while (left > 0 && !company.isComplete(waiting.size())) {
                left = complete.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Step<?, ?>> takeGroup() {
        List<Step<?, ?>> group = waiting;
        if (group.size() <= MOST_STEPS) {
            waiting = new ArrayList<>();
        } else {
            waiting = new ArrayList<>(group.subList(MOST_STEPS, group.size()));
            group = new ArrayList<>(group.subList(0, MOST_STEPS));
        }
        group.forEach(step -> step.taken = true);
        return group;
    }

    private void lead(Group group) {
        @Nullable Exception failure = null;
        try {
            Map<Batch<?, ?>, Kind<?, ?>> kinds = new LinkedHashMap<>();
            group.steps.forEach(
                    step -> kinds.computeIfAbsent(step.batch, Kind::new).add(step));
            transaction.run(session -> {
                for (Kind<?, ?> kind : kinds.values()) {
                    kind.run(session);
                }
                return kinds;
            });
            kinds.values().forEach(Kind::handOut);
        } catch (SQLException | RuntimeException e) {
            failure = e;
        } finally {
            finish(group, failure);
        }
    }

    private void finish(Group group, @Nullable Exception failure) {
        lock.lock();
        try {
            company.end(group.steps.size(), waiting.size(), group.left);
            for (Step<?, ?> step : group.steps) {
                step.done = true;
                step.failure = failure;
                step.alone = group.steps.size() == 1;
                step.changed.signal();
            }
            if (!waiting.isEmpty()) {
                waiting.get(0).changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Steps that share a transaction, and when they left for it. */
    private record Group(List<Step<?, ?>> steps, long left) {}

    /** Runs a step in a transaction and commits it, or rolls it back. */
    interface Transaction {
        /** Runs a step, which may be that of a group. */
        <T> T run(Work<T> work) throws SQLException;

        /**
         * Runs the step of one caller, whose group failed.
         *
         * @param failure why
         * @param alone whether nobody else was in that group, so that it is this step that failed
         */
        <T> T again(Work<T> work, Exception failure, boolean alone) throws SQLException;
    }

    /** What one caller wants. Its flags are guarded by the lock; its answers are the leader's until it is done. */
    private static final class Step<I, O> {
        private final Batch<I, O> batch;
        private final List<I> items;
        private final Condition changed;
        private boolean taken;
        private boolean done;
        private @Nullable List<O> answers;
        private @Nullable Exception failure;
        private boolean alone;

        Step(Batch<I, O> batch, List<I> items, Condition changed) {
            this.batch = batch;
            this.items = items;
            this.changed = changed;
        }
    }

    /** The steps of one kind in a group. */
    private static final class Kind<I, O> {
        private final Batch<I, O> batch;
        private final List<Step<I, O>> steps = new ArrayList<>();
        private List<O> answers = List.of();

        Kind(Batch<I, O> batch) {
            this.batch = batch;
        }

        @SuppressWarnings("unchecked") // a batch is the same object for all steps of its kind
        void add(Step<?, ?> step) {
            steps.add((Step<I, O>) step);
        }

        void run(Session session) throws SQLException {
            List<I> items = new ArrayList<>();
            steps.forEach(step -> items.addAll(step.items));
            answers = batch.run(session, items);
        }

        void handOut() {
            int next = 0;
            for (Step<I, O> step : steps) {
                step.answers = answers.subList(next, next + step.items.size());
                next += step.items.size();
            }
        }
    }
}
