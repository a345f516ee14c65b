package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.InvalidAddressException;
import dev.triggered.StoreException;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.Verdict;
import dev.triggered.spi.ReportStore;
import dev.triggered.spi.RollUp;
import dev.triggered.spi.Tally;
import dev.triggered.spi.TallyMark;
import dev.triggered.spi.TallyMark.Place;
import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the triggers that streams refuse: in memory, and a second later in the store. While the store is away it keeps counting, first
 * each domain, then all together. Thread-safe.
 */
final class RefusalCounts {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalCounts.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_MARKS = 10_000;

    private final Supplier<Catalog> catalog;
    private final ReportStore store;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock flushing = new ReentrantLock();
    private Tally tally = new Tally();
    private boolean scheduled;

    RefusalCounts(Supplier<Catalog> catalog, ReportStore store, TimeSource time) {
        this.catalog = catalog;
        this.store = store;
        this.time = time;
    }

    /** Counts those answers of streams by which no message is kept. */
    void count(List<Answer> answers) {
        for (Answer answer : answers) {
            boolean kept = answer.verdict() == Verdict.ACCEPTED || answer.verdict() == Verdict.HELD;
            if (!kept && answer.program().isEmpty()) {
                count(TallyMark.refused(place(answer), time.instant(), answer.verdict()));
            }
        }
    }

    private void count(TallyMark mark) {
        boolean first;
        lock.lock();
        try {
            Place place = mark.place();
            boolean full = tally.size() >= MOST_MARKS;
            Place kept = full ? new Place(place.stream(), place.version(), place.lane(), RollUp.OTHERS) : place;
            if (tally.size() < 2 * MOST_MARKS) {
                tally.add(new TallyMark(kept, mark.minute(), mark.slot()));
            }
            first = !scheduled;
            scheduled = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            schedule();
        }
    }

    private void schedule() {
        time.schedule(time.instant().plus(PAUSE), this::flushLater);
    }

    private void flushLater() {
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.debug("refused triggers could not be counted in the store; it is tried again in {}", PAUSE, e);
            schedule();
        }
    }

    /** Puts what was counted into the store. Where nobody knows whether that was done, it is not done again. */
    void flush() {
        flushing.lock();
        try {
            Tally taken = take();
            if (!taken.isEmpty()) {
                add(taken);
            }
        } finally {
            flushing.unlock();
        }
    }

    private void add(Tally taken) {
        boolean done = false;
        try {
            store.add(taken);
            done = true;
        } catch (StoreException e) {
            done = e.mayBeKept();
            throw e;
        } finally {
            if (!done) {
                giveBack(taken);
            }
        }
    }

    private Tally take() {
        lock.lock();
        try {
            Tally taken = tally;
            tally = new Tally();
            scheduled = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Tally taken) {
        lock.lock();
        try {
            tally = taken.addAll(tally);
            scheduled = true;
        } finally {
            lock.unlock();
        }
    }

    private Place place(Answer answer) {
        Optional<LiveStream> live = catalog.get().stream(answer.stream());
        return live.isEmpty()
                ? new Place(0, 0, "", domain(answer.recipient()))
                : new Place(
                        live.get().number(),
                        live.get().stream().version(),
                        live.get().stream().lane().name(),
                        domain(answer.recipient()));
    }

    /** Returns the domain of an address; nothing where it is none, but the key of a contact. */
    private static String domain(String recipient) {
        try {
            return recipient.indexOf('@') < 0
                    ? ""
                    : EmailAddress.parse(recipient).domain();
        } catch (InvalidAddressException e) {
            return "";
        }
    }
}
