package dev.triggered.spi;

import dev.triggered.Lane;
import java.io.IOException;
import java.io.OutputStream;

/** Puts finished mails on the wire. Thread-safe. */
public interface Dispatcher extends AutoCloseable {
    /**
     * Opens what a lane sends through. Called once for each lane, before anything is sent; connects to nothing yet.
     *
     * @param lane the lane and its settings
     * @return the lane's own sender
     */
    LaneDispatcher open(Lane lane);

    /**
     * Writes a mail as it would go onto the wire (RFC 5322), without sending it.
     *
     * @param mail the mail
     * @param out where to; not closed
     * @throws IOException if it cannot be written, or an attachment cannot be read
     */
    void compose(OutgoingMail mail, OutputStream out) throws IOException;

    /**
     * Ends what is on the wire, within a bounded time, and closes all connections. Closing twice does nothing.
     */
    @Override
    void close();
}
