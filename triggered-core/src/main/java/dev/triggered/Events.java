package dev.triggered;

import java.util.List;
import java.util.Optional;

/**
 * The external events, as the store keeps them for all nodes. Thread-safe.
 *
 * <p>An event that code names, in a stream, a program or {@link TriggeredMail.Builder#event}, is registered at the start; where code
 * declares other data than the last start did, that holds. Names, former names and exceptions are as for {@link Streams}.
 */
public interface Events {
    /**
     * Returns these events with another name on record for what is changed through them.
     *
     * @param who such as a user's name, 1 to 100 printable characters; {@code "application"} by default
     * @return the same events
     */
    Events by(String who);

    /**
     * Lists all events.
     *
     * @return the events by name
     */
    List<EventInfo> list();

    /**
     * Finds an event.
     *
     * @param name its name, or a former one
     * @return the event, or empty if there is none
     */
    Optional<EventInfo> find(String name);

    /**
     * Registers an event.
     *
     * @param event an event of a new name
     * @return the event with its number
     * @throws ConflictException if an event has or had that name
     */
    EventInfo create(ExternalEvent event);

    /**
     * Gives an event another name. Its number stays, and triggers by the former name still reach it.
     *
     * @param name the event
     * @param next its next name, which no other event has or had
     * @return the event
     */
    EventInfo rename(String name, String next);

    /**
     * Says what uses an event.
     *
     * @param name the event
     * @return the streams that listen to it, whatever their state, and the programs
     */
    List<EventUse> usages(String name);

    /**
     * Deletes an event that nothing uses.
     *
     * @param name the event
     * @throws ConflictException also naming its users
     */
    void delete(String name);

    /**
     * Lists the changes of an event.
     *
     * @param name the event
     * @return its last 1,000 changes, the newest first
     */
    List<StreamChange> changes(String name);
}
