package dev.triggered.smtp;

/**
 * A connection that is ready for mails: connected, secured and logged in.
 *
 * @param wire what is written to and read from
 * @param capabilities what the relay offered
 * @param relay which one it is
 */
record Link(Wire wire, Capabilities capabilities, RelayState relay) {}
