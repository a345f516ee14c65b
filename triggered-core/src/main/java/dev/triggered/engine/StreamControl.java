package dev.triggered.engine;

import dev.triggered.ConflictException;
import dev.triggered.ExternalEvent;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailStream;
import dev.triggered.RenderAs;
import dev.triggered.StreamChange;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.StreamVersion;
import dev.triggered.Streams;
import dev.triggered.spi.StreamRegistry.EventEntry;
import dev.triggered.spi.StreamRegistry.StreamEntry;
import dev.triggered.spi.StreamRegistry.VersionEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules by which streams are changed. Each call is a change of the registry on top of what this node knows. */
final class StreamControl implements Streams {
    private static final int CHANGES = 1_000;

    private final Control control;
    private final String who;

    StreamControl(Control control, String who) {
        this.control = control;
        this.who = who;
    }

    @Override
    public Streams by(String other) {
        return new StreamControl(control, Control.requireWho(other));
    }

    @Override
    public List<StreamInfo> list() {
        return control.catalog().streams().stream()
                .map(LiveStream::info)
                .sorted(Comparator.comparing(StreamInfo::name))
                .toList();
    }

    @Override
    public Optional<StreamInfo> find(String name) {
        return control.catalog().stream(name).map(LiveStream::info);
    }

    @Override
    public StreamInfo create(MailStream stream) {
        return change(stream.name(), (draft, now) -> {
            StreamEntry unused = draft.create(stream, register(draft, stream.event()), StreamState.DRAFT, "");
        });
    }

    @Override
    public StreamInfo launch(String name) {
        return change(name, (draft, now) -> {
            StreamEntry entry = require(draft, name, "launched", Set.of(StreamState.DRAFT, StreamState.STOPPED));
            requireLaunchable(now, live(now, entry).stream(), entry);
            draft.state(entry, StreamState.LIVE, Instant.MIN, StreamChange.Kind.LAUNCHED);
        });
    }

    @Override
    public StreamInfo pause(String name) {
        return silence(name, StreamState.PAUSED, StreamChange.Kind.PAUSED, Set.of(StreamState.LIVE));
    }

    @Override
    public StreamInfo stop(String name) {
        return silence(
                name, StreamState.STOPPED, StreamChange.Kind.STOPPED, Set.of(StreamState.LIVE, StreamState.PAUSED));
    }

    private StreamInfo silence(String name, StreamState state, StreamChange.Kind kind, Set<StreamState> from) {
        Catalog quiet = control.change(who, (draft, now) -> {
            if (draft.requireStream(name).state() != state) {
                StreamEntry entry = require(draft, name, state.name().toLowerCase(Locale.ROOT), from);
                draft.state(entry, state, entry.pinnedBefore(), kind);
            }
        });
        control.awaitQuiet(quiet.epoch());
        return info(quiet, name);
    }

    @Override
    public StreamInfo resume(String name, RenderAs version) {
        return change(name, (draft, now) -> {
            StreamEntry entry = require(draft, name, "resumed", Set.of(StreamState.PAUSED));
            requireLaunchable(now, live(now, entry).stream(), entry);
            Instant pinned = version == RenderAs.AS_TRIGGERED ? draft.now() : Instant.MIN;
            draft.state(entry, StreamState.LIVE, pinned, StreamChange.Kind.RESUMED);
        });
    }

    @Override
    public StreamInfo publish(MailStream edited) {
        return change(edited.name(), (draft, now) -> {
            StreamEntry entry = draft.requireStream(edited.name());
            requireNewest(entry, edited);
            long event = register(draft, edited.event());
            requireLaunchable(now, edited, entry);
            StreamEntry unused = draft.publish(entry, StreamDocument.write(edited, event), "");
        });
    }

    @Override
    public StreamInfo rollBack(String name, int version) {
        return change(name, (draft, now) -> {
            StreamEntry entry = draft.requireStream(name);
            if (version == entry.version()) {
                throw new ConflictException("version " + version + " is the newest of stream '"
                        + entry.naming().name() + "': there is nothing to go back to");
            }
            VersionEntry earlier = control.registry()
                    .version(entry.naming().number(), version)
                    .orElseThrow(() -> new IllegalArgumentException("stream '"
                            + entry.naming().name() + "' has no version " + version + ", the newest is "
                            + entry.version()));
            requireLaunchable(now, read(now, entry, earlier), entry);
            StreamEntry unused = draft.publish(entry, earlier.body(), "back to version " + version);
        });
    }

    @Override
    public StreamInfo copy(String name, String copy) {
        return change(copy, (draft, now) -> {
            StreamEntry entry = draft.requireStream(name);
            MailStream stream = live(now, entry).stream();
            MailStream other = stream.renamed(copy)
                    .edit()
                    .lane(laneOfCopy(now, stream, copy))
                    .build()
                    .numbered(1);
            long event = draft.requireEvent(stream.event().name()).naming().number();
            StreamEntry unused = draft.create(
                    other, event, StreamState.DRAFT, "copy of '" + stream.name() + "', version " + stream.version());
        });
    }

    private static Lane laneOfCopy(Catalog now, MailStream stream, String copy) {
        Lane lane = stream.lane();
        boolean shared = now.streams().stream()
                .anyMatch(other -> !other.stream().name().equals(stream.name())
                        && other.stream().lane().name().equals(lane.name()));
        return shared ? lane : new Lane(copy, lane.connections(), lane.backlog(), lane.rate(), lane.breaker());
    }

    @Override
    public StreamInfo rename(String name, String next) {
        return change(next, (draft, now) -> {
            StreamEntry entry = draft.requireStream(name);
            draft.rename(entry, live(now, entry).stream().renamed(next).name());
        });
    }

    @Override
    public int discard(String name) {
        Set<StreamState> quiet = Set.of(StreamState.PAUSED, StreamState.STOPPED);
        StreamEntry entry = new Draft(control.catalog().snapshot(), Instant.MIN, who).requireStream(name);
        requireState(entry, "discarded", quiet);
        int ended = control.discard(entry.naming().number(), "discarded by " + who);
        Catalog unused = control.change(
                who,
                (draft, now) ->
                        draft.note(draft.requireStream(name), StreamChange.Kind.DISCARDED, ended + " messages"));
        return ended;
    }

    @Override
    public void delete(String name) {
        Catalog unused = control.change(who, (draft, now) -> {
            StreamEntry entry = require(draft, name, "deleted", Set.of(StreamState.DRAFT, StreamState.STOPPED));
            List<String> users = new ArrayList<>();
            control.programs().usersOfStream(entry.naming()).forEach(program -> users.add("program '" + program + "'"));
            users.addAll(control.broadcastsOf(entry.naming().number()));
            if (control.holdsAny(entry.naming().number())) {
                users.add("messages that have not ended: discard them, or launch it and wait");
            }
            if (!users.isEmpty()) {
                throw new ConflictException(
                        "stream '" + entry.naming().name() + "' is in use by " + String.join("; ", users));
            }
            draft.delete(entry);
        });
    }

    @Override
    public List<StreamVersion> versions(String name) {
        Catalog now = control.catalog();
        StreamEntry entry = new Draft(now.snapshot(), Instant.MIN, who).requireStream(name);
        return control.registry().versions(entry.naming().number()).stream()
                .map(version -> new StreamVersion(read(now, entry, version), version.at(), version.by()))
                .toList();
    }

    @Override
    public List<StreamChange> changes(String name) {
        StreamEntry entry = new Draft(control.catalog().snapshot(), Instant.MIN, who).requireStream(name);
        return control.registry().changes(entry.naming().number(), CHANGES);
    }

    private StreamInfo change(String name, Control.Edit edit) {
        return info(control.change(who, edit), name);
    }

    private static StreamInfo info(Catalog catalog, String name) {
        return catalog.stream(name).orElseThrow().info();
    }

    private static LiveStream live(Catalog now, StreamEntry entry) {
        return now.numbered(entry.naming().number()).orElseThrow();
    }

    private static StreamEntry require(Draft draft, String name, String what, Set<StreamState> states) {
        StreamEntry entry = draft.requireStream(name);
        requireState(entry, what, states);
        return entry;
    }

    private static void requireState(StreamEntry entry, String what, Set<StreamState> states) {
        if (!states.contains(entry.state())) {
            throw new ConflictException("stream '" + entry.naming().name() + "' is " + entry.state() + " and cannot be "
                    + what + ": that takes " + new TreeSet<>(states));
        }
    }

    private static void requireNewest(StreamEntry entry, MailStream edited) {
        if (edited.version() != entry.version() + 1) {
            String what = edited.version() == 1
                    ? "this is no edit of stream '" + entry.naming().name() + "'"
                    : "this is an edit of version " + (edited.version() - 1) + " of stream '"
                            + entry.naming().name() + "'";
            throw new ConflictException(what + ", whose newest version is " + entry.version() + ", changed by "
                    + entry.changed().by() + " at " + entry.changed().at() + ": begin with edit() of that one");
        }
    }

    /** Throws everything that keeps a version from being sent from, unless the stream is a draft that is not launched yet. */
    private void requireLaunchable(Catalog now, MailStream stream, StreamEntry entry) {
        boolean unchanged = stream.version() == entry.version();
        if (entry.state() == StreamState.DRAFT && !unchanged) {
            return;
        }
        List<String> faults = new ArrayList<>(control.launch().compile(stream).faults());
        Map<String, Lane> lanes = new HashMap<>(now.lanes());
        Launch.laneFault(stream, lanes).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw new InvalidStreamException(faults);
        }
    }

    /** Returns the number of an event, which is registered where it is not known; one that is known has to be the same. */
    private static long register(Draft draft, ExternalEvent event) {
        Optional<EventEntry> known = draft.event(event.name());
        if (known.isEmpty()) {
            return draft.create(event);
        }
        boolean plain = !event.contract().isDeclared() && event.secrets().isEmpty();
        if (!plain && !known.get().body().equals(EventDocument.write(event))) {
            throw new InvalidStreamException(List.of("the event '" + event.name()
                    + "' is registered and declares other data: take it from events().find(...)"));
        }
        return known.get().naming().number();
    }

    private static MailStream read(Catalog now, StreamEntry entry, VersionEntry version) {
        LiveStream live = live(now, entry);
        long number = StreamDocument.event(version.body());
        ExternalEvent event = now.events().stream()
                .filter(each -> each.id() == number)
                .findFirst()
                .map(each -> each.event())
                .orElse(live.stream().event());
        return StreamDocument.read(version.body(), entry.naming().name(), event, now.lanes())
                .numbered(version.version());
    }
}
