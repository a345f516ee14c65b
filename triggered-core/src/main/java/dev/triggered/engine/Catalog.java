package dev.triggered.engine;

import dev.triggered.EventInfo;
import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.StreamState;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.StreamRegistry.Naming;
import dev.triggered.spi.StreamRegistry.Snapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The events and streams at one epoch of the registry. Immutable. */
final class Catalog {
    private final Snapshot snapshot;
    private final Map<String, ExternalEvent> events;
    private final List<EventInfo> known;
    private final Map<String, LiveStream> streams;
    private final Map<Long, LiveStream> numbered = new HashMap<>();
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, List<LiveStream>> listeners;

    /**
     * @param streams in the order in which they were made
     * @param fixed the lanes that code has named, whose settings hold
     */
    Catalog(Snapshot snapshot, Map<Naming, ExternalEvent> events, List<LiveStream> streams, Map<String, Lane> fixed) {
        this.snapshot = snapshot;
        this.events = byName(events);
        this.known = events.entrySet().stream()
                .map(each -> new EventInfo(each.getKey().number(), each.getValue()))
                .sorted(Comparator.comparing(EventInfo::name))
                .toList();
        this.streams = byName(
                streams.stream().collect(Collectors.toMap(each -> each.entry().naming(), each -> each)));
        lanes.putAll(fixed);
        for (LiveStream live : streams) {
            numbered.put(live.number(), live);
            lanes.putIfAbsent(live.stream().lane().name(), live.stream().lane());
        }
        this.listeners = streams.stream()
                .filter(live -> live.entry().state() != StreamState.DRAFT)
                .collect(Collectors.groupingBy(live -> live.stream().event().name()));
    }

    static Catalog empty() {
        return new Catalog(new Snapshot(0, 1, List.of(), List.of()), Map.of(), List.of(), Map.of());
    }

    private static <T> Map<String, T> byName(Map<Naming, T> named) {
        Map<String, T> found = new HashMap<>();
        named.forEach((naming, value) -> {
            found.put(naming.name(), value);
            naming.formerNames().forEach(former -> found.put(former, value));
        });
        return found;
    }

    long epoch() {
        return snapshot.epoch();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    boolean knows(String event) {
        return events.containsKey(event);
    }

    Optional<ExternalEvent> event(String name) {
        return Optional.ofNullable(events.get(name));
    }

    /** Returns all events by name. */
    List<EventInfo> events() {
        return known;
    }

    /** Returns the streams that listen to an event, by its name or a former one, in the order in which they were made. */
    List<LiveStream> listeningTo(String event) {
        ExternalEvent known = events.get(event);
        return known == null ? List.of() : listeners.getOrDefault(known.name(), List.of());
    }

    /** Finds a stream by its name or a former one. */
    Optional<LiveStream> stream(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** Returns the names under which a stream was known, and the name that is asked for; none where that is empty. */
    Set<String> namesOf(String name) {
        if (name.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>(Set.of(name));
        stream(name).map(live -> live.entry().naming()).ifPresent(naming -> {
            names.add(naming.name());
            names.addAll(naming.formerNames());
        });
        return names;
    }

    /** Finds the stream of a message; one that has no number for it is known by its name. */
    Optional<LiveStream> of(QueuedMessage message) {
        LiveStream live = numbered.get(message.stream());
        return live == null && message.stream() == 0 ? stream(message.info().stream()) : Optional.ofNullable(live);
    }

    Optional<LiveStream> numbered(long number) {
        return Optional.ofNullable(numbered.get(number));
    }

    Collection<LiveStream> streams() {
        return numbered.values();
    }

    Map<String, Lane> lanes() {
        return lanes;
    }
}
