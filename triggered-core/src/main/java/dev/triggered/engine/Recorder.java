package dev.triggered.engine;

import dev.triggered.MessageStep;
import dev.triggered.StoreException;
import dev.triggered.TriggeredException;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records outcomes on a thread of its own, all that are there at once, and tells of each after it was recorded. An outcome that the
 * store does not take now is kept and tried again. What waits here is bounded by those who hand it over: a lane's place stays
 * taken until its outcome is recorded.
 */
final class Recorder implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int LARGEST_BATCH = 500;
    private static final int TRIES_WITHOUT_A_WITNESS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Refusals refusals;
    private final Steps steps;
    private final TimeSource time;
    private final Outage outage = new Outage("recording outcomes in the store");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private @Nullable BooleanSupplier chore;
    private boolean paused;
    private boolean closing;
    private boolean abandoned;

    Recorder(Outbox outbox, Refusals refusals, Steps steps, TimeSource time) {
        this.outbox = outbox;
        this.refusals = refusals;
        this.steps = steps;
        this.time = time;
    }

    /** Tells of a step that is not recorded here. */
    void tell(MessageStep step) {
        steps.tell(step);
    }

    /** Takes an outcome to record, and returns at once; {@code done} counts it after it was recorded and told of, or given up. */
    void record(Outcome outcome, MessageStep step, Recorded done) {
        boolean late = locked(() -> abandoned || !queue.add(new Entry(outcome, step, done)));
        if (late) {
            LOG.error("the outcome of message {} came after closing: {}", outcome.id(), step.state());
        }
    }

    /**
     * Has a chore done between two batches, again and again while it says that there may be more to do. A chore that is asked for
     * while it waits is done once.
     */
    void ask(BooleanSupplier what) {
        locked(() -> {
            chore = closing ? null : what;
            return true;
        });
    }

    @Override
    public void run() {
        while (awaitWork()) {
            List<Entry> batch = head();
            if (batch.isEmpty() || attempt(batch)) {
                attemptChore();
            }
        }
    }

    /** Records all that is there on the calling thread, while this does not run; returns whether the store took it. */
    boolean flush() {
        for (List<Entry> batch = head(); !batch.isEmpty(); batch = head()) {
            if (!attempt(batch)) {
                return false;
            }
        }
        return true;
    }

    /** Ends the thread as soon as all is recorded. */
    void close() {
        locked(() -> {
            closing = true;
            paused = false;
            chore = null;
            return true;
        });
    }

    /** Gives up what is not recorded, says so, and takes nothing more. */
    void abandon() {
        int lost = 0;
        lock.lock();
        try {
            abandoned = true;
            lost = queue.size();
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (lost > 0) {
            LOG.error(
                    "the outcomes of {} messages could not be recorded before closing: a durable store has these"
                            + " messages settled as uncertain at the next start",
                    lost);
        }
    }

    /**
     * Waits for something to do; returns {@code false} when there will be nothing more. A pause while closing ends by itself, as a
     * clock that a test turns may stand still then.
     */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (!isDone() && (paused || (queue.isEmpty() && chore == null))) {
                try {
                    if (closing) {
                        paused = changed.awaitNanos(FIRST_PAUSE.toNanos()) > 0 && paused;
                    } else {
                        changed.await();
                    }
                } catch (InterruptedException e) {
                    LOG.debug("an interrupt does not end the recording", e);
                }
            }
            return !isDone();
        } finally {
            lock.unlock();
        }
    }

    private boolean isDone() {
        return abandoned || (closing && queue.isEmpty());
    }

    private List<Entry> head() {
        lock.lock();
        try {
            List<Entry> first = new ArrayList<>(Math.min(queue.size(), LARGEST_BATCH));
            for (Entry entry : queue) {
                if (first.size() == LARGEST_BATCH) {
                    break;
                }
                first.add(entry);
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    private boolean attempt(List<Entry> batch) {
        return attempt(batch.size(), () -> record(batch));
    }

    private void attemptChore() {
        BooleanSupplier mine = take();
        if (mine == null) {
            return;
        }
        boolean[] more = {true};
        boolean unused = attempt(0, () -> more[0] = mine.getAsBoolean());
        if (more[0]) {
            ask(mine);
        }
    }

    private @Nullable BooleanSupplier take() {
        lock.lock();
        try {
            BooleanSupplier taken = chore;
            chore = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Does some work, and makes a pause, longer from time to time, if the store fails. */
    private boolean attempt(int messages, Runnable work) {
        try {
            work.run();
            outage.over(messages);
            return true;
        } catch (RuntimeException | Error e) {
            int doublings = Math.min(outage.failed(e) - 1, 10);
            Duration grown = FIRST_PAUSE.multipliedBy(1L << doublings);
            locked(() -> paused = true);
            time.schedule(
                    time.instant().plus(grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE),
                    () -> locked(() -> paused = false));
            return false;
        }
    }

    private void record(List<Entry> batch) {
        try {
            put(batch.stream().map(entry -> entry.outcome).toList());
        } catch (RuntimeException e) {
            if (passes(e)) {
                throw e;
            }
            recordApart(batch, e);
            return;
        }
        locked(() -> {
            batch.forEach(entry -> queue.poll());
            return true;
        });
        batch.forEach(entry -> steps.tell(entry.step));
        free(batch);
    }

    /**
     * Records each outcome of a batch that the store refused as a whole, and gives up those that it refuses alone too, as long as it
     * takes another one: else the store itself may be at fault, and they are tried again.
     */
    private void recordApart(List<Entry> batch, RuntimeException refusal) {
        List<Entry> refused = new ArrayList<>();
        for (Entry entry : batch) {
            try {
                put(List.of(entry.outcome));
            } catch (RuntimeException e) {
                if (passes(e)) {
                    throw e;
                }
                LOG.debug("the store refused the outcome of message {} alone", entry.outcome.id(), e);
                refused.add(entry);
                continue;
            }
            locked(() -> queue.remove(entry));
            steps.tell(entry.step);
            free(List.of(entry));
        }
        boolean noWitness = refused.size() == batch.size();
        boolean storeItself = batch.size() > 1 && refusal instanceof StoreException;
        if (noWitness && (storeItself || outage.failures() < TRIES_WITHOUT_A_WITNESS - 1)) {
            throw refusal;
        }
        refused.forEach(entry -> giveUp(entry, refusal));
    }

    private void put(List<Outcome> outcomes) {
        refusals.file(outcomes);
        outbox.record(outcomes);
    }

    private void giveUp(Entry entry, RuntimeException refusal) {
        LOG.error(
                "the store refuses the outcome of message {}, {}: it is given up, and a durable store has the message"
                        + " settled as uncertain at the next start",
                entry.outcome.id(),
                entry.step.state(),
                refusal);
        locked(() -> queue.remove(entry));
        free(List.of(entry));
    }

    /** Tells those who wait for outcomes, once for all that follow each other. */
    private static void free(List<Entry> batch) {
        int from = 0;
        for (int to = 1; to <= batch.size(); to++) {
            if (to == batch.size() || !batch.get(to).done.equals(batch.get(from).done)) {
                freeTogether(batch.subList(from, to));
                from = to;
            }
        }
    }

    private static void freeTogether(List<Entry> entries) {
        Instant due = Instant.MAX;
        for (Entry entry : entries) {
            if (entry.outcome instanceof Outcome.Retried retried
                    && retried.due().isBefore(due)) {
                due = retried.due();
            }
        }
        Entry first = entries.get(0);
        try {
            first.done.recorded(entries.size(), due);
        } catch (RuntimeException e) {
            LOG.error("nobody was woken after message {}", first.outcome.id(), e);
        }
    }

    private static boolean passes(RuntimeException e) {
        return e instanceof TriggeredException known && known.retryable();
    }

    private boolean locked(BooleanSupplier step) {
        lock.lock();
        try {
            boolean result = step.getAsBoolean();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** An outcome with what follows. */
    private static final class Entry {
        private final Outcome outcome;
        private final MessageStep step;
        private final Recorded done;

        Entry(Outcome outcome, MessageStep step, Recorded done) {
            this.outcome = outcome;
            this.step = step;
            this.done = done;
        }
    }
}
