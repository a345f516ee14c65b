package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import java.util.function.Supplier;

/** Knows which names are names of the same event. */
final class EventNames {
    private final Supplier<Catalog> catalog;

    EventNames(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    boolean areSame(String one, String other) {
        return one.equals(other) || now(one).equals(now(other));
    }

    private String now(String name) {
        return catalog.get().event(name).map(ExternalEvent::name).orElse(name);
    }
}
