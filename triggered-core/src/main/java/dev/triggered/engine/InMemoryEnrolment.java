package dev.triggered.engine;

import dev.triggered.Recipient;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Position;
import dev.triggered.spi.Advance;
import dev.triggered.spi.Arrival;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.NewEnrolment;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Progress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One enrolment in the store in memory. Guarded by the store's lock. */
final class InMemoryEnrolment {
    static final Comparator<InMemoryEnrolment> BY_TURN =
            Comparator.<InMemoryEnrolment, Instant>comparing(each -> each.due).thenComparing(each -> each.sequence);
    static final Comparator<InMemoryEnrolment> BY_STEP = Comparator.<InMemoryEnrolment, String>comparing(
                    each -> each.position().step())
            .thenComparing(each -> each.sequence);

    private final long sequence;
    private final Optional<IdempotencyKey> key;
    private final boolean once;
    private final Map<String, Arrival> arrivals = new LinkedHashMap<>();
    private final Deque<HistoryEntry> entries = new ArrayDeque<>();
    private Enrolment enrolment;
    private Progress progress;
    private @Nullable Baggage baggage;
    private Instant due;
    private boolean claimed;
    private boolean reached;

    InMemoryEnrolment(long sequence, NewEnrolment accepted) {
        this.sequence = sequence;
        this.key = accepted.key();
        this.once = accepted.isOnce();
        this.enrolment = accepted.enrolment();
        this.progress = Progress.beginning(accepted.plan());
        this.baggage = accepted.baggage();
        this.due = position().time();
    }

    /** Returns how much of a bounded memory a baggage takes. */
    static long bytesOf(Baggage baggage) {
        long bytes = baggage.data().jsonBytes();
        return baggage.recipient() instanceof Recipient.Given given
                ? bytes + given.contact().fields().jsonBytes()
                : bytes;
    }

    long sequence() {
        return sequence;
    }

    EnrolmentId id() {
        return enrolment.id();
    }

    Optional<IdempotencyKey> key() {
        return key;
    }

    boolean isOnce() {
        return once;
    }

    Enrolment enrolment() {
        return enrolment;
    }

    Position position() {
        return enrolment.position();
    }

    boolean isEnded() {
        return position().standing().isEnded();
    }

    int plan() {
        return progress.plan();
    }

    Instant due() {
        return due;
    }

    boolean isClaimed() {
        return claimed;
    }

    /** Returns how much memory it takes. */
    long bytes() {
        long bytes = baggage == null ? 0 : bytesOf(baggage);
        for (Arrival arrival : arrivals.values()) {
            bytes += bytesOf(arrival.baggage());
        }
        return bytes;
    }

    EnrolmentHistory history() {
        return new EnrolmentHistory(enrolment, List.copyOf(entries));
    }

    DueEnrolment claim() {
        claimed = true;
        reached = false;
        return new DueEnrolment(enrolment, progress, Objects.requireNonNull(baggage), List.copyOf(arrivals.values()));
    }

    void release() {
        claimed = false;
    }

    /** Takes an event in, which makes it due at once. */
    void reach(Arrival arrival) {
        arrivals.remove(arrival.event());
        arrivals.put(arrival.event(), arrival);
        reached = true;
        due = arrival.at().isBefore(due) ? arrival.at() : due;
    }

    /** Says whether an advance begins where this is. */
    boolean isAt(Advance advance) {
        return claimed
                && !isEnded()
                && progress.revision() == advance.from().progress().revision();
    }

    void advance(Advance advance, Instant now) {
        for (Arrival used : advance.notes().used()) {
            arrivals.remove(used.event(), used);
        }
        baggage = advance.baggage();
        go(advance.to(), advance.progress(), advance.notes().entries());
        if (reached && now.isBefore(due)) {
            due = now;
        }
    }

    void move(Position to, int plan, HistoryEntry entry) {
        go(to, new Progress(plan == 0 ? plan() : plan, progress.revision(), progress.mailed(), 0), List.of(entry));
    }

    private void go(Position to, Progress next, Collection<HistoryEntry> more) {
        enrolment = enrolment.at(to);
        progress = new Progress(next.plan(), next.revision() + 1, next.mailed(), next.failures());
        due = to.time();
        claimed = false;
        entries.addAll(more);
        while (entries.size() > EnrolmentHistory.MOST_ENTRIES) {
            entries.remove();
        }
        if (isEnded()) {
            baggage = null;
            arrivals.clear();
        }
    }
}
