package dev.triggered.engine;

import java.time.Instant;

/** Who waits until outcomes are recorded, as a lane does with a place for each. Called on the recorder's thread; returns soon. */
@FunctionalInterface
interface Recorded {
    /**
     * Tells that outcomes were recorded and told of, or given up.
     *
     * @param outcomes how many
     * @param due when the first of their messages has to be looked for again, or {@link Instant#MAX}
     */
    void recorded(int outcomes, Instant due);
}
