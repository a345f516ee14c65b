package dev.triggered;

/** What the gate says to a trigger, for one stream and one recipient, before {@code trigger} returns. */
public enum Verdict {
    /**
     * The message is kept and will be sent. Where a program answers: the contact is enrolled, or the event is kept for the contacts
     * who are in it.
     */
    ACCEPTED,
    /** The message is kept, and waits until its paused stream is resumed. */
    HELD,
    /** The same trigger id came before, with the same data: nothing more is sent, and the answer names the first message. */
    DUPLICATE,
    /** The program takes a contact once at a time, and this one is in it: the answer names the enrolment that runs. */
    ALREADY_IN_PROGRAM,
    /** No such event is known. */
    UNKNOWN_EVENT,
    /** The event is known, but no stream and no program listens to it. */
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
    /**
     * The address must not be written to: the answer names the {@linkplain SuppressionReason reason}. A trigger whose id came before, when
     * the address was not suppressed, is a {@link #DUPLICATE} all the same.
     */
    SUPPRESSED,
    /** The data or the attachments are larger than the limit. */
    TOO_LARGE,
    /** The same trigger id came before, with other data: an id names one occurrence. */
    ID_REUSED;

    /**
     * Says whether a message is on its way, or a contact in a program, because of this trigger or of one that came before.
     *
     * @return {@code true} for {@link #ACCEPTED}, {@link #HELD}, {@link #DUPLICATE} and {@link #ALREADY_IN_PROGRAM}
     */
    public boolean isKept() {
        return this == ACCEPTED || this == HELD || this == DUPLICATE || this == ALREADY_IN_PROGRAM;
    }
}
