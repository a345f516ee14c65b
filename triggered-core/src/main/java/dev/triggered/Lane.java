package dev.triggered;

/**
 * The part of the sending capacity that a stream has for itself, or that several streams share: a queue of its own and
 * connections of its own, so that an urgent mail never waits behind a broadcast.
 *
 * @param name its name; streams that name the same lane share it and must give it the same settings
 * @param connections the most connections to the relay, 1 to 256; 4 by default
 * @param backlog the most messages that wait in memory, at least 1; 1,000 by default. What exceeds it waits in the store
 */
public record Lane(String name, int connections, int backlog) {
    private static final int MOST_CONNECTIONS = 256;

    /**
     * Checks and copies the components.
     *
     * @param name as for the record
     * @param connections as for the record
     * @param backlog as for the record
     */
    public Lane {
        Names.require("a lane", name);
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "lane '" + name + "' has between 1 and " + MOST_CONNECTIONS + " connections: " + connections);
        }
        if (backlog < 1) {
            throw new IllegalArgumentException("lane '" + name + "' has a backlog of at least 1: " + backlog);
        }
    }

    /**
     * Returns a lane with the default settings.
     *
     * @param name its name
     * @return the lane
     */
    public static Lane named(String name) {
        return new Lane(name, 4, 1_000);
    }

    /**
     * Returns this lane with another number of connections.
     *
     * @param most the most connections to the relay, 1 to 256
     * @return a new lane
     */
    public Lane connections(int most) {
        return new Lane(name, most, backlog);
    }

    /**
     * Returns this lane with another backlog.
     *
     * @param most the most messages that wait in memory, at least 1
     * @return a new lane
     */
    public Lane backlog(int most) {
        return new Lane(name, connections, most);
    }
}
