package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events and the launched streams. Immutable. */
final class Catalog {
    private final Map<String, ExternalEvent> events;
    private final Map<String, LiveStream> streams;
    private final Map<String, Lane> lanes;
    private final Map<String, List<LiveStream>> listeners;

    Catalog(Map<String, ExternalEvent> events, Map<String, LiveStream> streams, Map<String, Lane> lanes) {
        this.events = Map.copyOf(events);
        this.streams = Map.copyOf(streams);
        this.lanes = Map.copyOf(lanes);
        Function<LiveStream, String> event = live -> live.stream().event().name();
        this.listeners = streams.values().stream().collect(Collectors.groupingBy(event));
    }

    boolean knows(String event) {
        return events.containsKey(event);
    }

    /** Returns the streams that listen to an event, in the order in which they were added. */
    List<LiveStream> listeningTo(String event) {
        return listeners.getOrDefault(event, List.of());
    }

    Optional<LiveStream> stream(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    Map<String, Lane> lanes() {
        return lanes;
    }
}
