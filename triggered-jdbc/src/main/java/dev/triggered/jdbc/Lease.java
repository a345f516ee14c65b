package dev.triggered.jdbc;

import java.time.Duration;

/**
 * How long a node is believed to live after it was last heard of: 30 s by default, from 1 s to 1 h. All nodes of a database have
 * the same.
 */
record Lease(Duration length) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Made last, because it is checked against the others. */
    static final Lease DEFAULT = new Lease(Duration.ofSeconds(30));

    Lease {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a lease lasts from 1 second to 1 hour: " + length
                    + "; a node that dies is missed no earlier, and one that the database does not hear for so long"
                    + " loses what it holds");
        }
    }

    /** Returns the time from one sign of life to the next: a sixth. */
    Duration beat() {
        return length.dividedBy(6);
    }

    /** Returns the time after its last sign of life at which a node begins nothing more, well before the others give it up. */
    Duration fence() {
        return length.multipliedBy(2).dividedBy(3);
    }
}
