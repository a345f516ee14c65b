package dev.triggered;

import java.util.List;
import java.util.Optional;

/**
 * The streams, and their life while the application runs. State and versions are kept in the store: all nodes that share it see the
 * same, and a restart finds them as they were. Thread-safe; each call returns when this node works by the change, and others
 * within a second.
 *
 * <p>Streams defined in code meet edits made at run time by one rule: a definition that differs from the one that the last start
 * brought becomes a new version; otherwise the newest version stays. The state always stays: a paused stream is paused after a
 * restart.
 *
 * <p>All methods that take a name take a former one too, and throw an {@link IllegalArgumentException} where no stream has or
 * had it; all that change something throw a {@link ConflictException} where the stream is not as the change expects it, and a
 * {@link StoreException} where the store does not take it.
 */
public interface Streams {
    /**
     * Returns these streams with another name on record for what is changed through them.
     *
     * @param who such as a user's name, 1 to 100 printable characters; {@code "application"} by default
     * @return the same streams
     */
    Streams by(String who);

    /**
     * Lists all streams.
     *
     * @return the streams by name
     */
    List<StreamInfo> list();

    /**
     * Finds a stream.
     *
     * @param name its name, or a former one
     * @return the stream, or empty if there is none
     */
    Optional<StreamInfo> find(String name);

    /**
     * Makes a stream, which is a draft until it is {@linkplain #launch launched}. Its event is registered where it is not known yet.
     *
     * @param stream a stream of a new name
     * @return the draft
     */
    StreamInfo create(MailStream stream);

    /**
     * Has a draft or a stopped stream go live: what it held is sent, unless it expired.
     *
     * @param name the stream
     * @return the stream
     * @throws InvalidStreamException naming everything that keeps it from being launched
     */
    StreamInfo launch(String name);

    /**
     * Pauses a live stream. When this returns, no node puts another mail of it on the wire: it waits for those that the dispatcher has,
     * for a minute at most. Must not be called by a {@link MessageListener}.
     *
     * @param name the stream
     * @return the stream, paused
     * @throws TriggeredException if after a minute a dispatcher still has mails of it, or a node has not answered; the stream is
     *     paused, and gets quiet when these have ended
     */
    StreamInfo pause(String name);

    /**
     * Has a paused stream go on: what it held is made from its newest version and sent in order, unless it expired.
     *
     * @param name the stream
     * @return the stream, live
     * @throws InvalidStreamException naming everything that keeps it from being launched
     */
    default StreamInfo resume(String name) {
        return resume(name, RenderAs.AS_NOW);
    }

    /**
     * Has a paused stream go on: what it held is sent in order, unless it expired.
     *
     * @param name the stream
     * @param version from which version the mails are made that were accepted before
     * @return the stream, live
     * @throws InvalidStreamException naming everything that keeps it from being launched
     */
    StreamInfo resume(String name, RenderAs version);

    /**
     * Stops a live or paused stream: triggers are refused from now on, and what it had accepted is held. Returns as {@link #pause} does.
     *
     * @param name the stream
     * @return the stream, stopped
     * @throws TriggeredException as for {@link #pause}
     */
    StreamInfo stop(String name);

    /**
     * Publishes an edit as the newest version. A live stream works by it at once, and what it has waiting is made from it.
     *
     * <pre>{@code
     * MailStream now = mail.streams().find("order-confirmation").orElseThrow().stream();
     * mail.streams().publish(now.edit().from("Acme <shop@notify.acme.example>").build());
     * }</pre>
     *
     * @param edited the newest version, {@linkplain MailStream#edit() edited}
     * @return the stream
     * @throws InvalidStreamException naming everything that keeps it from being launched, where the stream is not a draft
     * @throws ConflictException also if somebody published another version since the one that was edited
     */
    StreamInfo publish(MailStream edited);

    /**
     * Publishes an earlier version again, as the newest one.
     *
     * @param name the stream
     * @param version the number of an earlier version
     * @return the stream
     * @throws InvalidStreamException as for {@link #publish}
     * @throws IllegalArgumentException also if there is no such version
     */
    StreamInfo rollBack(String name, int version);

    /**
     * Copies the newest version of a stream into a draft of another name. A lane that the stream has for itself is not shared: the copy
     * gets one of its own with the same settings.
     *
     * @param name the stream
     * @param copy the name of the copy, which no other stream has or had
     * @return the draft
     */
    StreamInfo copy(String name, String copy);

    /**
     * Gives a stream another name. The former one still leads to it, for code that names it, and is given to no other.
     *
     * @param name the stream
     * @param next its next name, which no other stream has or had
     * @return the stream
     */
    StreamInfo rename(String name, String next);

    /**
     * Ends the messages that a paused or stopped stream holds as {@link MessageState#CANCELLED}.
     *
     * @param name the stream
     * @return how many were ended
     */
    int discard(String name);

    /**
     * Deletes a stream that nothing uses. Its history stays for as long as the store keeps it.
     *
     * @param name a stream that is a draft or stopped
     * @throws ConflictException also naming what uses it: messages that have not ended, programs
     */
    void delete(String name);

    /**
     * Lists the versions of a stream.
     *
     * @param name the stream
     * @return its versions, the newest first
     */
    List<StreamVersion> versions(String name);

    /**
     * Lists the changes of a stream.
     *
     * @param name the stream
     * @return its last 1,000 changes, the newest first
     */
    List<StreamChange> changes(String name);
}
