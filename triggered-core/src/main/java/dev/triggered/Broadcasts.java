package dev.triggered;

import java.util.List;
import java.util.Optional;

/**
 * The broadcasts of all processes that share the store. Their states and counts survive restarts. Thread-safe.
 *
 * <p>One that is {@link BroadcastState#INTERRUPTED} or {@link BroadcastState#FAILED} is called again with its recipients, or cancelled:
 * until then the store keeps on record whom it wrote to, so that nobody gets a second mail.
 */
public interface Broadcasts {
    /**
     * Lists the broadcasts.
     *
     * @return the last 1,000, the newest first
     */
    List<Broadcast> list();

    /**
     * Finds a broadcast.
     *
     * @param id its id
     * @return the broadcast, or empty if there is none
     */
    Optional<Broadcast> find(String id);
}
