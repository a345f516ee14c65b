package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailStream;
import dev.triggered.StoreException;
import dev.triggered.engine.LiveStream.Compiled;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.StreamRegistry.EventEntry;
import dev.triggered.spi.StreamRegistry.Naming;
import dev.triggered.spi.StreamRegistry.Snapshot;
import dev.triggered.spi.StreamRegistry.StreamEntry;
import dev.triggered.spi.StreamRegistry.VersionEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes catalogs from what the registry holds. What did not change is not compiled again. */
final class CatalogLoader {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogLoader.class);

    private final StreamRegistry registry;
    private final Launch launch;
    private final Map<String, Lane> fixed;
    private final Runnable whenQuiet;
    private final Map<Long, Turnstile> turnstiles = new ConcurrentHashMap<>();
    private final Map<Version, Compiled> earlier = new ConcurrentHashMap<>();

    /**
     * @param fixed the lanes that code names, whose settings hold
     * @param whenQuiet runs when a stream that was shut has become quiet
     */
    CatalogLoader(StreamRegistry registry, Launch launch, Map<String, Lane> fixed, Runnable whenQuiet) {
        this.registry = registry;
        this.launch = launch;
        this.fixed = Map.copyOf(fixed);
        this.whenQuiet = whenQuiet;
    }

    Catalog load(Snapshot snapshot, Catalog before) {
        Map<Naming, ExternalEvent> events = new LinkedHashMap<>();
        for (EventEntry entry : snapshot.events()) {
            events.put(
                    entry.naming(),
                    EventDocument.read(entry.body(), entry.naming().name()));
        }
        Map<Long, ExternalEvent> numbered = new LinkedHashMap<>();
        events.forEach((naming, event) -> numbered.put(naming.number(), event));
        List<LiveStream> streams = new ArrayList<>();
        snapshot.streams().stream()
                .sorted(Comparator.comparing(entry -> entry.naming().number()))
                .forEach(entry -> streams.add(live(entry, numbered, before)));
        return new Catalog(snapshot, events, streams, fixed);
    }

    /** Returns an earlier version of a stream, compiled. */
    Compiled version(LiveStream live, int version) {
        return version == live.stream().version()
                ? live.compiled()
                : earlier.computeIfAbsent(new Version(live.number(), version), key -> compile(read(live, version)));
    }

    /** Reads an earlier version of a stream, as if it listened to the event to which the stream listens now. */
    private MailStream read(LiveStream live, int version) {
        VersionEntry found = registry.version(live.number(), version)
                .orElseThrow(() -> new InvalidStreamException(
                        List.of("stream '" + live.stream().name() + "' has no version " + version)));
        return StreamDocument.read(
                        found.body(), live.stream().name(), live.stream().event(), fixed)
                .numbered(version);
    }

    private LiveStream live(StreamEntry entry, Map<Long, ExternalEvent> events, Catalog before) {
        Turnstile turnstile = turnstiles.computeIfAbsent(entry.naming().number(), number -> new Turnstile(whenQuiet));
        Compiled compiled = before.numbered(entry.naming().number())
                .filter(known -> isSame(known.stream(), entry, events))
                .map(LiveStream::compiled)
                .orElseGet(() -> compile(read(entry, events)));
        return new LiveStream(entry, compiled, turnstile);
    }

    private static boolean isSame(MailStream known, StreamEntry entry, Map<Long, ExternalEvent> events) {
        return known.version() == entry.version()
                && known.name().equals(entry.naming().name())
                && events.containsValue(known.event());
    }

    private MailStream read(StreamEntry entry, Map<Long, ExternalEvent> events) {
        long number = entry.naming().number();
        VersionEntry newest = registry.version(number, entry.version())
                .orElseThrow(() -> StoreException.lasting("the store has lost version " + entry.version()
                        + " of the stream '" + entry.naming().name() + "'"));
        ExternalEvent event = events.get(StreamDocument.event(newest.body()));
        if (event == null) {
            throw StoreException.lasting("the store has lost the event of the stream '"
                    + entry.naming().name() + "'");
        }
        return StreamDocument.read(newest.body(), entry.naming().name(), event, fixed)
                .numbered(entry.version());
    }

    /** Compiles a stream that is in the store already; whatever fails is a fault of this stream alone. */
    private Compiled compile(MailStream stream) {
        try {
            return launch.compile(stream);
        } catch (RuntimeException e) {
            LOG.warn("stream '{}' cannot be run", stream.name(), e);
            return new Compiled(stream, null, List.of("stream '" + stream.name() + "': its template fails: " + e));
        }
    }

    private record Version(long stream, int version) {}
}
