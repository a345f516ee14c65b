package dev.triggered.engine;

import dev.triggered.ConflictException;
import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.StreamChange;
import dev.triggered.StreamState;
import dev.triggered.spi.StreamRegistry.Change;
import dev.triggered.spi.StreamRegistry.Changed;
import dev.triggered.spi.StreamRegistry.Ending;
import dev.triggered.spi.StreamRegistry.EventEntry;
import dev.triggered.spi.StreamRegistry.LogEntry;
import dev.triggered.spi.StreamRegistry.Naming;
import dev.triggered.spi.StreamRegistry.Snapshot;
import dev.triggered.spi.StreamRegistry.StreamEntry;
import dev.triggered.spi.StreamRegistry.VersionEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A change in the making, on top of a snapshot of the registry: it sees what it has changed itself. Used by one thread. */
final class Draft {
    private final Snapshot before;
    private final Instant now;
    private final String who;
    private final Map<Long, EventEntry> events = new LinkedHashMap<>();
    private final Map<Long, StreamEntry> streams = new LinkedHashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private final Set<Long> deleted = new HashSet<>();
    private final List<VersionEntry> versions = new ArrayList<>();
    private final List<LogEntry> log = new ArrayList<>();
    private long nextNumber;

    Draft(Snapshot before, Instant now, String who) {
        this.before = before;
        this.now = now;
        this.who = who;
        this.nextNumber = before.nextNumber();
        before.events().forEach(entry -> events.put(entry.naming().number(), entry));
        before.streams().forEach(entry -> streams.put(entry.naming().number(), entry));
    }

    boolean isEmpty() {
        return log.isEmpty();
    }

    Change change() {
        return new Change(
                before,
                events.values().stream()
                        .filter(entry -> touched.contains(entry.naming().number()))
                        .toList(),
                streams.values().stream()
                        .filter(entry -> touched.contains(entry.naming().number()))
                        .toList(),
                versions,
                new Ending(deleted, nextNumber, log));
    }

    Instant now() {
        return now;
    }

    Optional<EventEntry> event(String name) {
        return events.values().stream()
                .filter(entry -> isNamed(entry.naming(), name))
                .findFirst();
    }

    Optional<StreamEntry> stream(String name) {
        return streams.values().stream()
                .filter(entry -> isNamed(entry.naming(), name))
                .findFirst();
    }

    StreamEntry requireStream(String name) {
        return stream(name).orElseThrow(() -> new IllegalArgumentException("no stream is named '" + name + "'"));
    }

    EventEntry requireEvent(String name) {
        return event(name).orElseThrow(() -> new IllegalArgumentException("no event is named '" + name + "'"));
    }

    private static boolean isNamed(Naming naming, String name) {
        return naming.name().equals(name) || naming.formerNames().contains(name);
    }

    /** Registers an event of a new name; returns its number. */
    long create(ExternalEvent event) {
        requireFree("event", event(event.name()).map(EventEntry::naming), event.name());
        return put(new Naming(nextNumber++, event.name(), Set.of()), event, StreamChange.Kind.EVENT_CREATED);
    }

    /** Has a known event declare what this one does; returns its number. */
    long declare(EventEntry known, ExternalEvent event) {
        return known.body().equals(EventDocument.write(event))
                ? known.naming().number()
                : put(known.naming(), event, StreamChange.Kind.EVENT_CHANGED);
    }

    private long put(Naming naming, ExternalEvent event, StreamChange.Kind kind) {
        events.put(naming.number(), new EventEntry(naming, EventDocument.write(event)));
        record(naming, kind, 0, "");
        return naming.number();
    }

    void renameEvent(EventEntry entry, String next) {
        requireFree("event", event(next).map(EventEntry::naming), next);
        Naming naming = renamed(entry.naming(), next);
        events.put(naming.number(), new EventEntry(naming, entry.body()));
        record(
                naming,
                StreamChange.Kind.EVENT_RENAMED,
                0,
                "was '" + entry.naming().name() + "'");
    }

    void delete(EventEntry entry) {
        record(entry.naming(), StreamChange.Kind.EVENT_DELETED, 0, "");
        events.remove(entry.naming().number());
        deleted.add(entry.naming().number());
    }

    /** Makes a stream of a new name, whose first version this is; returns its entry. */
    StreamEntry create(MailStream stream, long event, StreamState state, String detail) {
        requireFree("stream", stream(stream.name()).map(StreamEntry::naming), stream.name());
        Naming naming = new Naming(nextNumber++, stream.name(), Set.of());
        StreamEntry entry = new StreamEntry(naming, state, 1, Instant.MIN, new Changed("", now, who));
        versions.add(new VersionEntry(naming.number(), 1, StreamDocument.write(stream, event), now, who));
        return put(entry, StreamChange.Kind.CREATED, detail);
    }

    /** Publishes a version behind the newest one. */
    StreamEntry publish(StreamEntry entry, String document, String detail) {
        int version = entry.version() + 1;
        versions.add(new VersionEntry(entry.naming().number(), version, document, now, who));
        return put(
                new StreamEntry(entry.naming(), entry.state(), version, entry.pinnedBefore(), entry.changed()),
                StreamChange.Kind.PUBLISHED,
                detail);
    }

    /** Remembers which definition of a stream code brought last; that alone is no change on record. */
    void define(StreamEntry entry, String definition) {
        Changed changed = entry.changed();
        streams.put(
                entry.naming().number(),
                new StreamEntry(
                        entry.naming(),
                        entry.state(),
                        entry.version(),
                        entry.pinnedBefore(),
                        new Changed(definition, changed.at(), changed.by())));
    }

    void state(StreamEntry entry, StreamState state, Instant pinnedBefore, StreamChange.Kind kind) {
        put(new StreamEntry(entry.naming(), state, entry.version(), pinnedBefore, entry.changed()), kind, "");
    }

    void rename(StreamEntry entry, String next) {
        requireFree("stream", stream(next).map(StreamEntry::naming), next);
        put(
                new StreamEntry(
                        renamed(entry.naming(), next),
                        entry.state(),
                        entry.version(),
                        entry.pinnedBefore(),
                        entry.changed()),
                StreamChange.Kind.RENAMED,
                "was '" + entry.naming().name() + "'");
    }

    /** Puts on record what happened to the messages of a stream. */
    void note(StreamEntry entry, StreamChange.Kind kind, String detail) {
        put(entry, kind, detail);
    }

    void delete(StreamEntry entry) {
        record(entry.naming(), StreamChange.Kind.DELETED, entry.version(), "");
        streams.remove(entry.naming().number());
        deleted.add(entry.naming().number());
    }

    private StreamEntry put(StreamEntry entry, StreamChange.Kind kind, String detail) {
        StreamEntry changed = new StreamEntry(
                entry.naming(),
                entry.state(),
                entry.version(),
                entry.pinnedBefore(),
                new Changed(entry.changed().definition(), now, who));
        streams.put(entry.naming().number(), changed);
        record(entry.naming(), kind, entry.version(), detail);
        return changed;
    }

    private void record(Naming naming, StreamChange.Kind kind, int version, String detail) {
        touched.add(naming.number());
        log.add(new LogEntry(naming.number(), new StreamChange(kind, naming.name(), version, now, who, detail)));
    }

    private static Naming renamed(Naming naming, String next) {
        Set<String> former = new HashSet<>(naming.formerNames());
        former.add(naming.name());
        return new Naming(naming.number(), next, former);
    }

    private static void requireFree(String what, Optional<Naming> taken, String name) {
        taken.ifPresent(naming -> {
            throw new ConflictException(
                    naming.name().equals(name)
                            ? "there is already " + (what.equals("event") ? "an event" : "a stream") + " named '" + name
                                    + "': choose another name"
                            : "'" + name + "' is a former name of the " + what + " '" + naming.name()
                                    + "', which still goes by it: choose another name");
        });
    }
}
