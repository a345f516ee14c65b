package dev.triggered.smtp;

/**
 * A connection that is ready for mails: connected, secured and logged in.
 *
 * @param wire what is written to and read from
 * @param capabilities what the relay offered
 * @param visit the use of the relay that it is
 */
record Link(Wire wire, Capabilities capabilities, Relays.Visit visit) {
    /** Returns which relay it is. */
    RelayState relay() {
        return visit.relay();
    }
}
