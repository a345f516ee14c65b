package dev.triggered.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Whether a relay works, as far as is known, and how many connections there are to it. One that failed is left out for a pause that
 * doubles with each further failure, and then tried by one connection only. Thread-safe.
 */
final class Availability {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private final int most;
    private int connections;
    private int failures;
    private Instant pausedUntil = Instant.MIN;
    private Instant invitedUntil = Instant.MIN;
    private boolean probed;

    /** Grows with each change between working and not, so that what is learned late is told from what is new. */
    private long epoch;

    /**
     * Creates the availability of a relay that is taken to work.
     *
     * @param most the most connections to it at once
     */
    Availability(int most) {
        this.most = most;
    }

    /**
     * Takes a place for a connection, which {@link #leave} gives back.
     *
     * @param leftOut whether to try it even though it is left out
     * @return the epoch in which the connection begins; empty where it is left out, or has all its connections
     */
    synchronized OptionalLong enter(Instant now, boolean leftOut) {
        boolean permitted = failures == 0 || leftOut || isDue(now);
        if (connections >= most || !permitted) {
            return OptionalLong.empty();
        }
        probed = failures > 0;
        connections++;
        return OptionalLong.of(epoch);
    }

    /** Gives back the place of a connection that began in an epoch. */
    synchronized void leave(long since) {
        connections--;
        if (since == epoch) {
            probed = false;
        }
    }

    /** Learns that the relay works; returns whether that is news. */
    synchronized boolean works(long since) {
        boolean news = since == epoch && failures > 0;
        if (news) {
            failures = 0;
            next();
        }
        return news;
    }

    /** Learns that the relay does not work; returns whether that is news. */
    synchronized boolean fails(long since, Instant now) {
        if (since != epoch) {
            return false;
        }
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        pausedUntil = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        failures++;
        next();
        return failures == 1;
    }

    synchronized boolean isFull() {
        return connections >= most;
    }

    /** Says whether it works and has a place. */
    synchronized boolean isOpen() {
        return failures == 0 && connections < most;
    }

    /** Says whether it is time to try it, once to whoever asks first. */
    synchronized boolean invites(Instant now) {
        boolean invited = failures > 0 && connections < most && isDue(now) && !now.isBefore(invitedUntil);
        if (invited) {
            invitedUntil = now.plus(LONGEST_PAUSE);
        }
        return invited;
    }

    private boolean isDue(Instant now) {
        return !probed && !now.isBefore(pausedUntil);
    }

    private void next() {
        epoch++;
        probed = false;
        invitedUntil = Instant.MIN;
    }
}
