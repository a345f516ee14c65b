package dev.triggered.automation;

/** What happened at a step of a program. */
public enum Happening {
    /** A mail was triggered; the note is its message id. */
    MAIL_TRIGGERED,
    /** The gate refused a mail; the note says why. The program went on. */
    MAIL_REFUSED,
    /** A mail was not triggered, because only the first one goes to a contact who has not agreed to marketing. */
    MAIL_SKIPPED,
    /** The time of a wait was up. */
    TIME_IS_UP,
    /** The event came that a step waited for; the note is its name. */
    EVENT_ARRIVED,
    /** The host's code decided; the note names the step that follows. */
    DECIDED,
    /** A step was to be taken that the program does not have any more; the note names the step that was taken instead. */
    STEP_SKIPPED,
    /** The host's code or its contact directory failed; the step is tried again later. */
    POSTPONED,
    /** Somebody moved the contact to a step; the note says who, and from which one. */
    MOVED,
    /** The contact came to the end of the program. */
    COMPLETED,
    /** An event took the contact out; the note is its name. */
    EXITED,
    /** Somebody took the contact out; the note says who. */
    TAKEN_OUT
}
