package dev.triggered.smtp;

import java.util.function.Consumer;

/** Makes connections that are ready for mails. Thread-safe. */
interface Connector {
    /**
     * Makes a connection.
     *
     * @param onWire is given each wire before it is connected, so that another thread can cut it
     * @throws SetUpException if none can be had
     */
    Link connect(Consumer<Wire> onWire) throws SetUpException;
}
