package dev.triggered;

/**
 * How many connections a lane has, and how many mails are under way on each.
 *
 * <p>A dispatcher keeps to a number of connections in all, by default as many as its lanes own together. What its owner does not use
 * is lent to another lane, and given back as soon as the mails on it have ended when the owner needs it. What is reserved is never
 * lent.
 *
 * @param own the connections of the lane's own, 1 to 256; 4 by default
 * @param reserved those of its own that are never lent, 0 to {@code own}; 1 by default, 0 for a lane in bulk
 * @param borrowed the most connections that it has of others, 0 to 256; 0 by default, 4 for a lane in bulk
 * @param window the most mails under way on one connection, 1 to 256, where the relay permits more than one (RFC 2920); 4 by default,
 *     16 for a lane in bulk. A connection that breaks leaves so many mails uncertain at most
 */
public record LaneConnections(int own, int reserved, int borrowed, int window) {
    private static final int MOST = 256;

    /**
     * Checks the ranges.
     *
     * @param own as for the record
     * @param reserved as for the record
     * @param borrowed as for the record
     * @param window as for the record
     */
    public LaneConnections {
        require("connections of its own", own, 1, MOST);
        require("reserved connections, of its own " + own, reserved, 0, own);
        require("borrowed connections", borrowed, 0, MOST);
        require("mails under way on a connection", window, 1, MOST);
    }

    /**
     * Returns how many connections the lane has at most.
     *
     * @return its own and the borrowed ones
     */
    public int most() {
        return own + borrowed;
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "a lane has between " + least + " and " + most + " " + what + ": " + value);
        }
    }
}
