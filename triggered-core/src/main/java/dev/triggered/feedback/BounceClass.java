package dev.triggered.feedback;

/** What a report means for the address that it is about. */
public enum BounceClass {
    /** The address does not exist, or nobody takes mail for it: it should not be tried again. */
    HARD,
    /** The mail did not arrive for a reason that may pass. */
    SOFT,
    /** The sender, its server or the mail's content was refused; that says nothing about the address. */
    BLOCK,
    /** Not a bounce: the mail arrived, is still being tried, or was answered. */
    NOT_A_BOUNCE
}
