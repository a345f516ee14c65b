package dev.triggered.feedback;

/** Who responded, as far as it can be told. */
public enum Responder {
    /** Somebody who read the mail. */
    PERSON,
    /** A proxy, a scanner, or something else that nobody sat in front of. */
    MACHINE
}
