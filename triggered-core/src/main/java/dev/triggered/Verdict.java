package dev.triggered;

/** What the gate says to a trigger, for one stream and one recipient, before {@code trigger} returns. */
public enum Verdict {
    /** The message is kept and will be sent. */
    ACCEPTED,
    /** The message is kept, and waits until its paused stream is resumed. */
    HELD,
    /** The same trigger id came before, with the same data: nothing more is sent, and the answer names the first message. */
    DUPLICATE,
    /** No such event is known. */
    UNKNOWN_EVENT,
    /** The event is known, but no stream listens to it. */
    NO_STREAM,
    /** The stream is stopped, or cannot be run as it is. */
    STREAM_STOPPED,
    /** The contact directory does not know the contact, or there is no directory. */
    UNKNOWN_CONTACT,
    /** Mail cannot be sent to such an address. */
    INVALID_ADDRESS,
    /** The stream requires an attachment and the trigger has none. */
    MISSING_ATTACHMENT,
    /** The template or the event's contract asks for values that the data lacks: the answer lists every path. */
    MISSING_DATA,
    /** The data or the attachments are larger than the limit. */
    TOO_LARGE,
    /** The same trigger id came before, with other data: an id names one occurrence. */
    ID_REUSED;

    /**
     * Says whether a message is on its way because of this trigger or of the one that it repeats.
     *
     * @return {@code true} for {@link #ACCEPTED}, {@link #HELD} and {@link #DUPLICATE}
     */
    public boolean isKept() {
        return this == ACCEPTED || this == HELD || this == DUPLICATE;
    }
}
