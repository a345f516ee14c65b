package dev.triggered;

import java.time.Instant;
import java.util.List;

/**
 * A stream as it is now.
 *
 * @param id the number that the system gave it, which stays when it is renamed
 * @param stream its newest version
 * @param state where it is in its life
 * @param changedAt when it was changed last
 * @param changedBy who changed it last
 * @param faults what keeps this application from running it, such as a template that it does not have: while there are any,
 *     triggers of the stream are refused here with {@link Verdict#STREAM_STOPPED}; empty where all is well
 */
public record StreamInfo(
        long id, MailStream stream, StreamState state, Instant changedAt, String changedBy, List<String> faults) {
    /**
     * Copies the components.
     *
     * @param id as for the record
     * @param stream as for the record
     * @param state as for the record
     * @param changedAt as for the record
     * @param changedBy as for the record
     * @param faults as for the record
     */
    public StreamInfo {
        faults = List.copyOf(faults);
    }

    /**
     * Returns its name.
     *
     * @return the unique name
     */
    public String name() {
        return stream.name();
    }

    /**
     * Returns the number of its newest version.
     *
     * @return 1 for a new stream
     */
    public int version() {
        return stream.version();
    }
}
