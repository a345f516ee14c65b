package dev.triggered.engine;

import dev.triggered.InMemoryStore.Capacity;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SuppressionReason;
import dev.triggered.engine.InMemoryRoom.Demand;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.DeadLetterOffice.Revival;
import dev.triggered.spi.LaneQueue;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An outbox in bounded memory. Everything happens under one lock, under which only {@link #accept} waits. */
final class InMemoryOutbox implements Outbox {
    private final InMemoryRoom room;
    private final InMemorySuppressions suppressions;
    private final InMemoryReports reports;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<MessageId, InMemoryEntry> entries = new HashMap<>();
    private final Map<String, InMemoryLane> waiting = new HashMap<>();
    private final Map<Long, NavigableSet<InMemoryEntry>> parked = new HashMap<>();
    private final InMemoryEnded ended;
    private final Occurrences occurrences = new Occurrences();
    private final BroadcastTallies broadcasts = new BroadcastTallies();
    private final SoftBounces softBounces = new SoftBounces();
    private final InMemoryNotices notices = new InMemoryNotices();
    private long sequence;
    private InstantSource clock = () -> {
        throw new IllegalStateException("the store was not opened");
    };

    InMemoryOutbox(Capacity capacity, InMemorySuppressions suppressions, InMemoryReports reports) {
        this.room = new InMemoryRoom(capacity);
        this.suppressions = suppressions;
        this.reports = reports;
        this.ended = new InMemoryEnded(capacity, this::forgotten);
    }

    void open(InstantSource source) {
        InstantSource unused = locked(() -> clock = source);
    }

    int size() {
        return locked(room::messages);
    }

    BroadcastTallies broadcasts() {
        return broadcasts;
    }

    SoftBounces softBounces() {
        return softBounces;
    }

    InMemoryNotices notices() {
        return notices;
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
    public LaneQueue queue(String lane, int most) {
        return locked(() -> lane(lane).queue(most));
    }

    @Override
    public Set<String> lanes() {
        return locked(() -> waiting.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
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

    @Override
    public Optional<QueuedMessage> claim(MessageId id) {
        return locked(() -> {
            InMemoryEntry entry = entries.get(id);
            if (entry == null || !entry.isUnbegun()) {
                return Optional.empty();
            }
            if (!entry.isClaimed()) {
                parkedOf(entry.stream()).remove(entry);
                List<InMemoryEntry> unused = lane(entry.lane()).take(entry::equals, 1);
            }
            return Optional.of(entry.seize());
        });
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
        return parked.computeIfAbsent(stream, key -> new TreeSet<>());
    }

    /** Sets for how long what has ended is known, by the number of its stream. */
    void retain(Map<Long, Duration> times) {
        locked(() -> {
            ended.retain(times);
            return times;
        });
    }

    /** Returns a message, under the lock. */
    Optional<InMemoryEntry> entry(MessageId id) {
        return Optional.ofNullable(entries.get(id)).or(() -> ended.find(id, now()));
    }

    /** Returns all messages, under the lock. */
    Stream<InMemoryEntry> all() {
        return Stream.concat(entries.values().stream(), ended());
    }

    /** Returns the messages that have ended, under the lock. */
    Stream<InMemoryEntry> ended() {
        return ended.all(now());
    }

    /** Returns the messages to an address that have ended, under the lock. */
    Stream<InMemoryEntry> endedTo(String address) {
        return ended.to(address, now());
    }

    Instant now() {
        return clock.instant();
    }

    /** Throws where there is no room for ended messages to wait again, under the lock. */
    void requireRoom(List<InMemoryEntry> again) {
        Demand demand = Demand.of(again);
        if (!room.fits(demand)) {
            throw room.overloaded(demand);
        }
    }

    /** Lets an ended message wait again, under the lock. */
    void revive(InMemoryEntry entry, Revival revival) {
        MessageState before = entry.state();
        reports.add(new Tally().add(entry.death(), -1));
        ended.remove(entry);
        entry.revive(revival);
        entries.put(entry.id(), entry);
        room.take(entry);
        broadcasts.revived(entry, before);
        lane(entry.lane()).add(entry);
    }

    /** Waits for room for those messages that are kept; what was kept before, or is suppressed, needs none. */
    private void awaitRoom(List<NewMessage> messages) {
        long nanos = room.patience();
        for (Demand demand = demandOf(messages); !room.fits(demand); demand = demandOf(messages)) {
            if (!room.everFits(demand) || nanos <= 0) {
                throw room.overloaded(demand);
            }
            try {
                nanos = freed.awaitNanos(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw room.overloaded(demand);
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

    private Acceptance keep(NewMessage message) {
        Optional<Acceptance> refusal = refusal(message);
        if (refusal.isEmpty()) {
            InMemoryEntry unused = put(message);
        }
        return refusal.orElseGet(Acceptance.Kept::new);
    }

    /** Keeps a message that nothing keeps from being kept, under the lock. */
    InMemoryEntry put(NewMessage message) {
        InMemoryEntry entry = new InMemoryEntry(sequence++, message);
        entries.put(entry.id(), entry);
        room.take(entry);
        broadcasts.accepted(entry);
        reports.add(entry.triggered());
        if (!message.isHandedOver()) {
            lane(entry.lane()).add(entry);
        }
        message.key().ifPresent(key -> occurrences.add(key, entry.id()));
        return entry;
    }

    /** Returns why a message is not kept, if so. */
    private Optional<Acceptance> refusal(NewMessage message) {
        return message.key()
                .flatMap(
                        key -> occurrences.message(key).flatMap(this::entry).flatMap(known -> occurrences.refusal(key)))
                .or(() -> suppressions.reason(message.message()).map(Acceptance.Suppressed::new));
    }

    private void record(Outcome outcome) {
        InMemoryEntry entry = entries.get(outcome.id());
        if (entry == null || !entry.isClaimed()) {
            return;
        }
        boolean first = entry.isFresh();
        Instant now = clock.instant();
        reports.add(entry.mark(outcome, now));
        notices.recorded(entry, outcome, now);
        if (entry.record(outcome, now)) {
            entries.remove(entry.id());
            room.free(entry);
            broadcasts.ended(entry, first, entry.state());
            ended.add(entry, now);
        } else {
            broadcasts.retried(entry, first);
            lane(entry.lane()).add(entry);
        }
    }

    private void forgotten(InMemoryEntry entry) {
        if (entry.hasArrived()) {
            entry.endedAt()
                    .ifPresent(
                            at -> softBounces.arrived(entry.info().recipient().key(), at));
        }
        entry.key().ifPresent(occurrences::forget);
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
}
