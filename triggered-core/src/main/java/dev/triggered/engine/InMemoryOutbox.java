package dev.triggered.engine;

import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.OverloadedException;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An outbox and its log in bounded memory. Everything happens under one lock, under which only {@link #accept} waits. */
final class InMemoryOutbox implements Outbox, MessageLog {
    private final Capacity capacity;
    private final InMemorySuppressions suppressions;
    private final InMemoryReports reports;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<MessageId, InMemoryEntry> entries = new HashMap<>();
    private final Map<String, InMemoryLane> waiting = new HashMap<>();
    private final Map<Long, NavigableSet<InMemoryEntry>> parked = new HashMap<>();
    private final Map<MessageId, InMemoryEntry> ended = new LinkedHashMap<>();
    private final Map<String, Occurrence> occurrences = new HashMap<>();
    private final BroadcastTallies broadcasts = new BroadcastTallies();
    private final SoftBounces softBounces = new SoftBounces();
    private long heldBytes;
    private long sequence;
    private InstantSource clock = () -> {
        throw new IllegalStateException("the store was not opened");
    };

    InMemoryOutbox(Capacity capacity, InMemorySuppressions suppressions, InMemoryReports reports) {
        this.capacity = capacity;
        this.suppressions = suppressions;
        this.reports = reports;
    }

    void open(InstantSource source) {
        lock.lock();
        try {
            clock = source;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return locked(entries::size);
    }

    BroadcastTallies broadcasts() {
        return broadcasts;
    }

    SoftBounces softBounces() {
        return softBounces;
    }

    @Override
    public List<Acceptance> accept(List<NewMessage> messages) {
        return locked(() -> {
            awaitRoom(messages);
            return messages.stream().map(this::keep).toList();
        });
    }

    @Override
    public Acceptance probe(NewMessage message) {
        return locked(() -> refusal(message).orElseGet(Acceptance.Kept::new));
    }

    @Override
    public List<QueuedMessage> claim(String lane, int limit) {
        return locked(() -> lane(lane).take(clock.instant(), limit).stream()
                .map(InMemoryEntry::claim)
                .toList());
    }

    @Override
    public Optional<Instant> nextDue(String lane) {
        return locked(() -> lane(lane).nextDue());
    }

    @Override
    public Set<String> lanes() {
        return locked(() -> {
            Set<String> names = new HashSet<>();
            waiting.forEach((name, lane) -> {
                if (!lane.isEmpty()) {
                    names.add(name);
                }
            });
            return names;
        });
    }

    @Override
    public Set<MessageId> begin(Set<MessageId> ids) {
        return locked(() -> {
            Set<MessageId> begun = new HashSet<>();
            for (MessageId id : ids) {
                InMemoryEntry entry = entries.get(id);
                if (entry != null && entry.begin(suppressions)) {
                    begun.add(id);
                }
            }
            return begun;
        });
    }

    @Override
    public Map<MessageId, SuppressionReason> suppressed(Set<MessageId> ids) {
        return locked(() -> {
            Map<MessageId, SuppressionReason> reasons = new HashMap<>();
            for (MessageId id : ids) {
                InMemoryEntry entry = entries.get(id);
                if (entry != null) {
                    entry.suppressed().ifPresent(reason -> reasons.put(id, reason));
                }
            }
            return reasons;
        });
    }

    @Override
    public void record(List<Outcome> outcomes) {
        locked(() -> {
            outcomes.forEach(this::record);
            freed.signalAll();
            return outcomes;
        });
    }

    @Override
    public void release(Set<MessageId> ids) {
        locked(() -> {
            for (MessageId id : ids) {
                InMemoryEntry entry = entries.get(id);
                if (entry != null && entry.release()) {
                    lane(entry.lane()).add(entry);
                }
            }
            return ids;
        });
    }

    @Override
    public void park(Set<MessageId> ids) {
        locked(() -> {
            for (MessageId id : ids) {
                InMemoryEntry entry = entries.get(id);
                if (entry != null && entry.park()) {
                    parkedOf(entry.stream()).add(entry);
                }
            }
            return ids;
        });
    }

    @Override
    public int unpark(long stream, int limit) {
        return locked(() -> {
            NavigableSet<InMemoryEntry> held = parkedOf(stream);
            int gone = 0;
            while (gone < limit && !held.isEmpty()) {
                InMemoryEntry entry = held.pollFirst();
                entry.unpark();
                lane(entry.lane()).add(entry);
                gone++;
            }
            return gone;
        });
    }

    @Override
    public List<QueuedMessage> claimOf(long stream, int limit) {
        return take(entry -> entry.stream() == stream, limit);
    }

    @Override
    public List<QueuedMessage> claimOfBroadcast(long broadcast, int limit) {
        return take(entry -> entry.broadcast() == broadcast, limit);
    }

    private List<QueuedMessage> take(Predicate<InMemoryEntry> wanted, int limit) {
        return locked(() -> {
            List<InMemoryEntry> taken = new ArrayList<>();
            for (NavigableSet<InMemoryEntry> held : parked.values()) {
                List<InMemoryEntry> some =
                        held.stream().filter(wanted).limit(limit - taken.size()).toList();
                some.forEach(held::remove);
                taken.addAll(some);
            }
            waiting.values().forEach(lane -> taken.addAll(lane.take(wanted, limit - taken.size())));
            return taken.stream().map(InMemoryEntry::claim).toList();
        });
    }

    @Override
    public boolean holdsAny(long stream) {
        return locked(() -> entries.values().stream().anyMatch(entry -> entry.stream() == stream));
    }

    private NavigableSet<InMemoryEntry> parkedOf(long stream) {
        return parked.computeIfAbsent(stream, key -> new TreeSet<>(InMemoryEntry.BY_TURN));
    }

    @Override
    public Optional<MessageHistory> find(MessageId id) {
        return locked(() -> entry(id).map(InMemoryEntry::history));
    }

    @Override
    public MessagePage search(Search search) {
        return locked(() -> InMemorySearch.of(search, Stream.concat(entries.values().stream(), ended())));
    }

    /** Returns a message, under the lock. */
    Optional<InMemoryEntry> entry(MessageId id) {
        return Optional.ofNullable(entries.containsKey(id) ? entries.get(id) : ended.get(id));
    }

    /** Returns the messages that have ended, under the lock. */
    Stream<InMemoryEntry> ended() {
        return ended.values().stream();
    }

    /** Waits for room for those messages that are kept; what was kept before, or is suppressed, needs none. */
    private void awaitRoom(List<NewMessage> messages) {
        long nanos = nanosOf(capacity.patience());
        for (Demand demand = demandOf(messages); !fits(demand); demand = demandOf(messages)) {
            if (!everFits(demand) || nanos <= 0) {
                throw overloaded(demand);
            }
            try {
                nanos = freed.awaitNanos(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw overloaded(demand);
            }
        }
    }

    private Demand demandOf(List<NewMessage> messages) {
        int count = 0;
        long bytes = 0;
        for (NewMessage message : messages) {
            if (refusal(message).isEmpty()) {
                count++;
                bytes += InMemoryEntry.bytesOf(message.message());
            }
        }
        return new Demand(count, bytes);
    }

    private boolean fits(Demand demand) {
        boolean room =
                entries.size() + demand.messages <= capacity.messages() && heldBytes + demand.bytes <= capacity.bytes();
        return room || demand.messages == 0;
    }

    private boolean everFits(Demand demand) {
        return demand.messages <= capacity.messages() && demand.bytes <= capacity.bytes();
    }

    private static long nanosOf(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private OverloadedException overloaded(Demand demand) {
        return new OverloadedException("the store in memory holds " + entries.size() + " of " + capacity.messages()
                + " messages and " + heldBytes + " of " + capacity.bytes() + " bytes and has no room for "
                + demand.messages + " more with " + demand.bytes
                + " bytes: trigger again later, or give it a larger capacity");
    }

    private Acceptance keep(NewMessage message) {
        Optional<Acceptance> refusal = refusal(message);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        InMemoryEntry entry = new InMemoryEntry(sequence++, message);
        entries.put(entry.id(), entry);
        heldBytes += entry.bytes();
        broadcasts.accepted(entry);
        reports.add(entry.triggered());
        if (!message.isHandedOver()) {
            lane(entry.lane()).add(entry);
        }
        message.key()
                .ifPresent(key -> occurrences.put(key.occurrence(), new Occurrence(key.fingerprint(), entry.id())));
        return new Acceptance.Kept();
    }

    /** Returns why a message is not kept, if so. */
    private Optional<Acceptance> refusal(NewMessage message) {
        return message.key()
                .flatMap(this::earlier)
                .or(() -> suppressions.reason(message.message()).map(Acceptance.Suppressed::new));
    }

    private Optional<Acceptance> earlier(IdempotencyKey key) {
        return Optional.ofNullable(occurrences.get(key.occurrence()))
                .map(first -> first.fingerprint.equals(key.fingerprint())
                        ? new Acceptance.Duplicate(first.message)
                        : new Acceptance.IdReused(first.message));
    }

    private void record(Outcome outcome) {
        InMemoryEntry entry = entries.get(outcome.id());
        if (entry == null || !entry.isClaimed()) {
            return;
        }
        boolean first = entry.isFresh();
        reports.add(entry.mark(outcome, clock.instant()));
        if (entry.record(outcome)) {
            entries.remove(entry.id());
            heldBytes -= entry.bytes();
            broadcasts.ended(entry, first, entry.state());
            remember(entry);
        } else {
            broadcasts.retried(entry, first);
            lane(entry.lane()).add(entry);
        }
    }

    /** Keeps the history of an ended message, and forgets the oldest one where there are too many. */
    private void remember(InMemoryEntry entry) {
        entry.forgetContent();
        ended.put(entry.id(), entry);
        Iterator<InMemoryEntry> oldest = ended.values().iterator();
        while (ended.size() > capacity.ended()) {
            InMemoryEntry forgotten = oldest.next();
            oldest.remove();
            if (forgotten.hasArrived()) {
                forgotten
                        .endedAt()
                        .ifPresent(at ->
                                softBounces.arrived(forgotten.info().recipient().key(), at));
            }
            forgotten.key().ifPresent(key -> occurrences.remove(key.occurrence()));
        }
    }

    private InMemoryLane lane(String name) {
        return waiting.computeIfAbsent(name, key -> new InMemoryLane());
    }

    /** Does some work under the lock. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** What a batch takes. */
    private record Demand(int messages, long bytes) {}

    private record Occurrence(String fingerprint, MessageId message) {}
}
