package dev.triggered.templates;

import dev.triggered.spi.DataPath;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One rendering of one mail: how it formats, and what it missed. Used by one thread. */
final class Rendering {
    private final Map<String, Object> model;
    private final Locale locale;
    private final ZoneId zone;
    private final Map<String, DataPath> missing = new LinkedHashMap<>();
    private final Map<String, DataPath> unreadable = new LinkedHashMap<>();
    private final Set<String> unreadableFaults = new LinkedHashSet<>();
    private int misses;

    Rendering(Map<String, Object> model, Locale locale, ZoneId zone) {
        this.model = model;
        this.locale = locale;
        this.zone = zone;
    }

    static Rendering of(List<Object> scopes) {
        return (Rendering) scopes.get(0);
    }

    List<Object> scopes() {
        return List.of(this, model);
    }

    Locale locale() {
        return locale;
    }

    ZoneId zone() {
        return zone;
    }

    /** Counts what was missing so far, each time. */
    int misses() {
        return misses;
    }

    void noteMissing(DataPath path) {
        misses++;
        missing.putIfAbsent(path.path(), path);
    }

    void noteUnreadable(String fault, List<DataPath> paths) {
        unreadableFaults.add(fault);
        paths.forEach(path -> unreadable.putIfAbsent(path.path(), path));
    }

    /** Returns what has no value that could be printed, each path once with the first place that asks. */
    List<DataPath> allMissing() {
        Map<String, DataPath> all = new LinkedHashMap<>(missing);
        unreadable.forEach(all::putIfAbsent);
        return List.copyOf(all.values());
    }

    /** Returns a sentence for each value that a helper could not read and, if asked for, for each that is missing. */
    List<String> faults(boolean withMissing) {
        List<String> faults = new ArrayList<>();
        if (withMissing) {
            missing.values()
                    .forEach(path -> faults.add(path.source() + ":" + path.line() + ": no value for " + path.path()));
        }
        faults.addAll(unreadableFaults);
        return faults;
    }
}
