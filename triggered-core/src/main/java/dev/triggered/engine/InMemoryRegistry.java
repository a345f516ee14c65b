package dev.triggered.engine;

import dev.triggered.StreamChange;
import dev.triggered.spi.StreamRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A registry in memory, of this process alone. Everything happens under one lock. */
final class InMemoryRegistry implements StreamRegistry {
    private static final int LONGEST_LOG = 1_000;

    private final InMemorySuppressions suppressions;
    private final Map<Long, EventEntry> events = new TreeMap<>();
    private final Map<Long, StreamEntry> streams = new TreeMap<>();
    private final Map<Long, NavigableMap<Integer, VersionEntry>> versions = new HashMap<>();
    private final Map<Long, List<StreamChange>> log = new HashMap<>();
    private long epoch;
    private long nextNumber = 1;

    InMemoryRegistry(InMemorySuppressions suppressions) {
        this.suppressions = suppressions;
    }

    @Override
    public synchronized Snapshot read() {
        return new Snapshot(epoch, nextNumber, List.copyOf(events.values()), List.copyOf(streams.values()));
    }

    @Override
    public synchronized OptionalLong change(Change change) {
        if (change.before().epoch() != epoch) {
            return OptionalLong.empty();
        }
        change.events().forEach(entry -> events.put(entry.naming().number(), entry));
        change.streams().forEach(entry -> streams.put(entry.naming().number(), entry));
        change.versions()
                .forEach(entry -> versions.computeIfAbsent(entry.stream(), key -> new TreeMap<>())
                        .put(entry.version(), entry));
        for (long number : change.ending().deleted()) {
            events.remove(number);
            streams.remove(number);
            versions.remove(number);
        }
        suppressions.forget(change.ending().deleted());
        change.ending().log().forEach(this::record);
        nextNumber = change.ending().nextNumber();
        epoch++;
        return OptionalLong.of(epoch);
    }

    private void record(LogEntry entry) {
        List<StreamChange> changes = log.computeIfAbsent(entry.subject(), key -> new ArrayList<>());
        changes.add(entry.change());
        if (changes.size() > LONGEST_LOG) {
            changes.remove(0);
        }
    }

    @Override
    public synchronized Optional<VersionEntry> version(long stream, int version) {
        return Optional.ofNullable(versions.get(stream)).map(known -> known.get(version));
    }

    @Override
    public synchronized List<VersionEntry> versions(long stream) {
        NavigableMap<Integer, VersionEntry> known = versions.get(stream);
        return known == null ? List.of() : List.copyOf(known.descendingMap().values());
    }

    @Override
    public synchronized List<StreamChange> changes(long subject, int limit) {
        List<StreamChange> changes = new ArrayList<>(log.getOrDefault(subject, List.of()));
        Collections.reverse(changes);
        return List.copyOf(changes.subList(0, Math.min(limit, changes.size())));
    }

    @Override
    public void acknowledge(long known) {}

    @Override
    public boolean isAcknowledged(long known) {
        return true;
    }
}
