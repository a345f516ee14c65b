package dev.triggered.web.bridge;

import dev.triggered.OverloadedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The proofs that came of late, each of which counts once. Bounded, and thread-safe. */
final class Proofs {
    static final int MOST = 200_000;

    private final Duration window;
    private final NavigableMap<Long, Set<String>> byMinute = new TreeMap<>();
    private int size;

    /** Remembers each proof at least for a time after it was made. */
    Proofs(Duration window) {
        this.window = window;
    }

    /** Takes a proof that was made not longer ago than the window; says whether it is a new one. */
    synchronized boolean add(String proof, Instant made, Instant now) {
        NavigableMap<Long, Set<String>> old = byMinute.headMap(minute(now.minus(window)), false);
        old.values().forEach(proofs -> size -= proofs.size());
        old.clear();
        Set<String> proofs = byMinute.computeIfAbsent(minute(made), key -> new HashSet<>());
        if (proofs.contains(proof)) {
            return false;
        }
        if (size >= MOST) {
            throw new OverloadedException("more than " + MOST + " WSSE tokens came in a few minutes: try again later,"
                    + " or use a bearer token");
        }
        size++;
        return proofs.add(proof);
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }
}
