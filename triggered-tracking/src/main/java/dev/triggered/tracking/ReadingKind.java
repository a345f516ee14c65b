package dev.triggered.tracking;

/** What a mail that came back is. */
public enum ReadingKind {
    /** A mail was given up, for one recipient at least. */
    BOUNCE,
    /** A mail is late and still being tried; the standard calls for no reaction. */
    DELAYED,
    /** A mail arrived, and somebody had asked to be told. */
    DELIVERED,
    /** A recipient complained (RFC 5965). */
    COMPLAINT,
    /** A feedback report that is no complaint: a failed authentication (RFC 6591), or a mail that was found to be no spam. */
    FEEDBACK,
    /** A machine answered: somebody is away, a ticket was opened, a mail was read. */
    AUTO_REPLY,
    /** Nothing of that, perhaps a mail that a person wrote. */
    UNKNOWN
}
