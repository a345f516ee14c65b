package dev.triggered.engine;

import dev.triggered.ConflictException;
import dev.triggered.EventInfo;
import dev.triggered.EventUse;
import dev.triggered.Events;
import dev.triggered.ExternalEvent;
import dev.triggered.StreamChange;
import dev.triggered.spi.StreamRegistry.Naming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules by which events are changed. */
final class EventControl implements Events {
    private static final int CHANGES = 1_000;

    private final Control control;
    private final String who;

    EventControl(Control control, String who) {
        this.control = control;
        this.who = who;
    }

    @Override
    public Events by(String other) {
        return new EventControl(control, Control.requireWho(other));
    }

    @Override
    public List<EventInfo> list() {
        return control.catalog().events();
    }

    @Override
    public Optional<EventInfo> find(String name) {
        return info(control.catalog(), name);
    }

    @Override
    public EventInfo create(ExternalEvent event) {
        Catalog after = control.change(who, (draft, now) -> {
            long unused = draft.create(event);
        });
        return info(after, event.name()).orElseThrow();
    }

    @Override
    public EventInfo rename(String name, String next) {
        Catalog after = control.change(
                who,
                (draft, now) -> draft.renameEvent(
                        draft.requireEvent(name), ExternalEvent.named(next).name()));
        return info(after, next).orElseThrow();
    }

    @Override
    public List<EventUse> usages(String name) {
        Catalog now = control.catalog();
        return usages(now, naming(now, name));
    }

    @Override
    public void delete(String name) {
        Catalog unused = control.change(who, (draft, now) -> {
            Naming naming = draft.requireEvent(name).naming();
            List<EventUse> users = usages(now, naming);
            if (!users.isEmpty()) {
                throw new ConflictException("event '" + naming.name() + "' is in use by "
                        + users.stream().map(EventUse::toString).collect(Collectors.joining(", ")));
            }
            draft.delete(draft.requireEvent(name));
        });
    }

    @Override
    public List<StreamChange> changes(String name) {
        return control.registry().changes(naming(control.catalog(), name).number(), CHANGES);
    }

    private List<EventUse> usages(Catalog now, Naming naming) {
        List<EventUse> users = new ArrayList<>();
        now.streams().stream()
                .filter(live -> live.stream().event().name().equals(naming.name()))
                .map(live -> new EventUse(EventUse.Kind.STREAM, live.stream().name()))
                .forEach(users::add);
        control.programs()
                .usersOfEvent(naming)
                .forEach(program -> users.add(new EventUse(EventUse.Kind.PROGRAM, program)));
        return users;
    }

    private static Naming naming(Catalog now, String name) {
        return new Draft(now.snapshot(), Instant.MIN, "").requireEvent(name).naming();
    }

    private static Optional<EventInfo> info(Catalog catalog, String name) {
        return catalog.event(name)
                .flatMap(event -> catalog.events().stream()
                        .filter(each -> each.name().equals(event.name()))
                        .findFirst());
    }
}
