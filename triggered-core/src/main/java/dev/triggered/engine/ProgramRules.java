package dev.triggered.engine;

import dev.triggered.spi.ProgramStore;
import java.util.function.Supplier;

/** What the programs are, what they were, and how events are named now. */
record ProgramRules(ProgramBook book, ProgramPlans plans, EventNames names) {
    /** Makes the programs known to the store, and learns what it knows of them. */
    static ProgramRules of(ProgramBook book, ProgramStore store, Supplier<Catalog> catalog) {
        return new ProgramRules(book, ProgramPlans.of(book, store), new EventNames(catalog));
    }
}
