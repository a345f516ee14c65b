package dev.triggered.engine;

import dev.triggered.MessageId;
import dev.triggered.spi.Outbox;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a lane gives back to the store, as it does not begin it: also messages of which nobody knows whether the store kept them. Thread-safe. */
final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

    private final String lane;
    private final Outbox outbox;
    private final Set<MessageId> doubtful = new HashSet<>();

    Returns(String lane, Outbox outbox) {
        this.lane = lane;
        this.outbox = outbox;
    }

    /** Notes a message of which nobody knows whether the store kept it. */
    synchronized void doubt(MessageId id) {
        doubtful.add(id);
    }

    /** Returns the messages of which nobody knows, in a set of the caller's own. */
    synchronized Set<MessageId> doubtful() {
        return new HashSet<>(doubtful);
    }

    /** Gives back the messages of which nobody knows. What the store throws goes to the caller, and they are noted still. */
    void giveDoubtful() {
        Set<MessageId> ids = doubtful();
        if (!ids.isEmpty()) {
            outbox.release(ids);
            known(ids);
        }
    }

    /** Gives back messages that were not begun; a store that fails now knows at the next start that nobody has them. */
    void give(Set<MessageId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try {
            outbox.release(ids);
        } catch (RuntimeException e) {
            LOG.warn(
                    "lane '{}': {} messages could not be given back and wait for the next start: {}",
                    lane,
                    ids.size(),
                    e.toString());
        }
    }

    private synchronized void known(Set<MessageId> ids) {
        doubtful.removeAll(ids);
    }
}
