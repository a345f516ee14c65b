package dev.triggered.tracking.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which mails could not be taken in, and when each is tried again: later each time, so that none keeps others from being taken in. Used by
 * one thread.
 */
final class Failures {
    private static final int MOST = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 10;

    private final Map<String, Failure> failures = new LinkedHashMap<>();

    private record Failure(int times, Instant next) {}

    /** Returns how long to wait after so many failures. */
    static Duration pause(int times) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    boolean isDue(String name, Instant now) {
        Failure failure = failures.get(name);
        return failure == null || !failure.next().isAfter(now);
    }

    /** Returns names in the order in which they are tried: those that never failed before the others. */
    List<String> inOrder(List<String> names) {
        List<String> ordered = new ArrayList<>(names);
        ordered.sort(Comparator.comparing(failures::containsKey));
        return ordered;
    }

    /** Takes note of a failure, and forgets the oldest one where there are too many. Returns how often it failed. */
    int failed(String name, Instant now) {
        Failure before = failures.remove(name);
        int times = before == null ? 1 : before.times() + 1;
        if (failures.size() == MOST) {
            failures.remove(failures.keySet().iterator().next());
        }
        failures.put(name, new Failure(times, now.plus(pause(times))));
        return times;
    }

    void succeeded(String name) {
        failures.remove(name);
    }

    /** Forgets those that are due and that the mailbox does not have any more. */
    void forgetMissing(List<String> names, Instant now) {
        Set<String> there = new HashSet<>(names);
        failures.entrySet().removeIf(each -> !each.getValue().next().isAfter(now) && !there.contains(each.getKey()));
    }

    /** Has all be tried again at once. */
    void forgive() {
        failures.clear();
    }

    /** Returns when the next one is tried again. */
    Optional<Instant> next() {
        return failures.values().stream().map(Failure::next).min(Comparator.naturalOrder());
    }
}
