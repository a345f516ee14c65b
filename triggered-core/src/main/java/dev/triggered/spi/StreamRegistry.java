package dev.triggered.spi;

import dev.triggered.StreamChange;
import dev.triggered.StreamState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The streams and events of all nodes that share a store, with the versions and the changes of each. It keeps what it is given: all
 * rules are the engine's. Thread-safe.
 *
 * <p>Each change raises the <em>epoch</em>. It is made on top of the epoch that its maker had read, so that no change is lost.
 */
public interface StreamRegistry {
    /**
     * Reads everything but the versions.
     *
     * @return the registry as it is; of a new store, empty with the epoch 0
     */
    Snapshot read();

    /**
     * Makes a change, all of it or nothing.
     *
     * @param change what is different from the snapshot that it was made on
     * @return the epoch that it began, or empty if another change came first: nothing was changed then
     * @throws dev.triggered.StoreException if the store failed; where it cannot say whether the change was made, another
     *     {@link #read} shows that
     */
    OptionalLong change(Change change);

    /**
     * Finds a version of a stream.
     *
     * @param stream the number of the stream
     * @param version the number of the version
     * @return the version, or empty if there is none
     */
    Optional<VersionEntry> version(long stream, int version);

    /**
     * Returns the versions of a stream.
     *
     * @param stream the number of the stream
     * @return the versions, the newest first
     */
    List<VersionEntry> versions(long stream);

    /**
     * Returns the changes of a stream or an event.
     *
     * @param subject its number
     * @param limit the most changes, at least 1
     * @return the last changes, the newest first
     */
    List<StreamChange> changes(long subject, int limit);

    /**
     * Says that this node works by an epoch: it puts nothing on the wire that the epoch forbids. Says the same again for a node that
     * the others took for dead meanwhile; costs nothing where nothing is new.
     *
     * @param epoch the epoch
     */
    void acknowledge(long epoch);

    /**
     * Says whether all nodes work by an epoch or a later one, but for those that the others may take for dead.
     *
     * @param epoch the epoch
     * @return {@code true} when no other node is waited for
     */
    boolean isAcknowledged(long epoch);

    /**
     * The registry at an epoch.
     *
     * @param epoch the number of changes that were made
     * @param nextNumber the number of the next stream or event, above 0
     * @param events the events
     * @param streams the streams
     */
    record Snapshot(long epoch, long nextNumber, List<EventEntry> events, List<StreamEntry> streams) {
        /**
         * Copies the components.
         *
         * @param epoch as for the record
         * @param nextNumber as for the record
         * @param events as for the record
         * @param streams as for the record
         */
        public Snapshot {
            events = List.copyOf(events);
            streams = List.copyOf(streams);
        }
    }

    /**
     * What an event or a stream is called.
     *
     * @param number the number, which never changes and is given once
     * @param name the name
     * @param formerNames the names that it had before
     */
    record Naming(long number, String name, Set<String> formerNames) {
        /**
         * Copies the components.
         *
         * @param number as for the record
         * @param name as for the record
         * @param formerNames as for the record
         */
        public Naming {
            formerNames = Set.copyOf(formerNames);
        }
    }

    /**
     * An event.
     *
     * @param naming what it is called
     * @param body what it declares, in the engine's own form
     */
    record EventEntry(Naming naming, String body) {}

    /**
     * A stream.
     *
     * @param naming what it is called
     * @param state where it is in its life
     * @param version its newest version
     * @param pinnedBefore messages accepted before this time are made from the version by which they were triggered;
     *     {@link Instant#MIN} for none
     * @param changed the definition that code brought last, and the last change
     */
    record StreamEntry(Naming naming, StreamState state, int version, Instant pinnedBefore, Changed changed) {}

    /**
     * Where a stream comes from.
     *
     * @param definition names the definition that code brought last, as a hash; empty where the stream was made at run time
     * @param at when the stream was changed last
     * @param by who changed it last
     */
    record Changed(String definition, Instant at, String by) {}

    /**
     * A version of a stream.
     *
     * @param stream the number of the stream
     * @param version the number of the version
     * @param body the stream, in the engine's own form
     * @param at when it was published
     * @param by who published it
     */
    record VersionEntry(long stream, int version, String body, Instant at, String by) {}

    /**
     * An entry of the record.
     *
     * @param subject the number of the stream or event
     * @param change what was changed
     */
    record LogEntry(long subject, StreamChange change) {}

    /**
     * What is different.
     *
     * @param before the snapshot on which the change was made
     * @param events the events that are new or different
     * @param streams the streams that are new or different
     * @param versions the versions that are new
     * @param ending what goes and what is put on record
     */
    record Change(
            Snapshot before,
            List<EventEntry> events,
            List<StreamEntry> streams,
            List<VersionEntry> versions,
            Ending ending) {
        /**
         * Copies the components.
         *
         * @param before as for the record
         * @param events as for the record
         * @param streams as for the record
         * @param versions as for the record
         * @param ending as for the record
         */
        public Change {
            events = List.copyOf(events);
            streams = List.copyOf(streams);
            versions = List.copyOf(versions);
        }
    }

    /**
     * The rest of a change.
     *
     * @param deleted the numbers of streams, with their versions and what is suppressed for them alone, and of events that are deleted;
     *     their record stays
     * @param nextNumber the number of the next stream or event from now on
     * @param log what is put on record
     */
    record Ending(Set<Long> deleted, long nextNumber, List<LogEntry> log) {
        /**
         * Copies the components.
         *
         * @param deleted as for the record
         * @param nextNumber as for the record
         * @param log as for the record
         */
        public Ending {
            deleted = Set.copyOf(deleted);
            log = List.copyOf(log);
        }
    }
}
