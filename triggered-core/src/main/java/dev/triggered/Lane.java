package dev.triggered;

/**
 * The part of the sending capacity that a stream has for itself, or that several streams share: a queue of its own, connections of its
 * own, a rate and a circuit breaker, so that an urgent mail never waits behind a broadcast.
 *
 * @param name its name; streams that name the same lane share it and must give it the same settings
 * @param connections its connections to the relay
 * @param backlog the most messages that wait in memory, at least 1; 1,000 by default. What exceeds it waits in the store
 * @param rate how many mails it sends in a time; {@link Rate#unlimited()} by default. The limit is this process's: several
 *     instances on one store each have it
 * @param breaker when it stops trying for a while; {@link BreakerPolicy#standard()} by default
 */
public record Lane(String name, LaneConnections connections, int backlog, Rate rate, BreakerPolicy breaker) {
    private static final LaneConnections URGENT = new LaneConnections(4, 1, 0, 4);
    private static final LaneConnections BULK = new LaneConnections(4, 0, 4, 16);
    private static final int BACKLOG = 1_000;

    /**
     * Checks and copies the components.
     *
     * @param name as for the record
     * @param connections as for the record
     * @param backlog as for the record
     * @param rate as for the record
     * @param breaker as for the record
     */
    public Lane {
        Names.require("a lane", name);
        if (backlog < 1) {
            throw new IllegalArgumentException("lane '" + name + "' has a backlog of at least 1: " + backlog);
        }
    }

    /**
     * Returns a lane with the default settings, for mail that somebody waits for.
     *
     * @param name its name
     * @return the lane
     */
    public static Lane named(String name) {
        return new Lane(name, URGENT, BACKLOG, Rate.unlimited(), BreakerPolicy.standard());
    }

    /**
     * Returns a lane for large numbers of mails that nobody waits for: more of them are under way at once, over connections that
     * others do not need at the time.
     *
     * @param name its name
     * @return the lane
     */
    public static Lane bulk(String name) {
        return new Lane(name, BULK, BACKLOG, Rate.unlimited(), BreakerPolicy.standard());
    }

    /**
     * Returns this lane with another number of connections of its own.
     *
     * @param own the connections, 1 to 256; where more of them are reserved, all are
     * @return a new lane
     */
    public Lane connections(int own) {
        int reserved = Math.max(0, Math.min(own, connections.reserved()));
        return connections(new LaneConnections(own, reserved, connections.borrowed(), connections.window()));
    }

    /**
     * Returns this lane with other connections.
     *
     * @param other the connections
     * @return a new lane
     */
    public Lane connections(LaneConnections other) {
        return new Lane(name, other, backlog, rate, breaker);
    }

    /**
     * Returns this lane with another number of connections that are never lent.
     *
     * @param neverLent from 0 to the number of its own
     * @return a new lane
     */
    public Lane reserved(int neverLent) {
        return connections(
                new LaneConnections(connections.own(), neverLent, connections.borrowed(), connections.window()));
    }

    /**
     * Returns this lane with another number of connections that it may borrow.
     *
     * @param most the most connections that it has of other lanes, 0 to 256
     * @return a new lane
     */
    public Lane borrowing(int most) {
        return connections(new LaneConnections(connections.own(), connections.reserved(), most, connections.window()));
    }

    /**
     * Returns this lane with another window.
     *
     * @param mails the most mails under way on one connection, 1 to 256
     * @return a new lane
     */
    public Lane window(int mails) {
        return connections(
                new LaneConnections(connections.own(), connections.reserved(), connections.borrowed(), mails));
    }

    /**
     * Returns this lane with another backlog.
     *
     * @param most the most messages that wait in memory, at least 1
     * @return a new lane
     */
    public Lane backlog(int most) {
        return new Lane(name, connections, most, rate, breaker);
    }

    /**
     * Returns this lane with another rate.
     *
     * @param limit how many mails it sends in a time
     * @return a new lane
     */
    public Lane rate(Rate limit) {
        return new Lane(name, connections, backlog, limit, breaker);
    }

    /**
     * Returns this lane with another breaker.
     *
     * @param policy when it stops trying for a while
     * @return a new lane
     */
    public Lane breaker(BreakerPolicy policy) {
        return new Lane(name, connections, backlog, rate, policy);
    }
}
