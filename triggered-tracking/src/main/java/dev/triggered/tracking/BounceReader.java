package dev.triggered.tracking;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads mails that come back: delivery reports (RFC 3464), complaints (RFC 5965), automatic replies (RFC 3834), and the many that follow
 * no standard.
 *
 * <p>Whatever a mail holds, it is read in bounded time and memory and without an exception: of each mail the first 2 MiB are looked at,
 * and nothing that is packed is unpacked. A reader has no state and may be used by many threads at once.
 */
public final class BounceReader {
    private static final int MOST_OCTETS = 2 * 1024 * 1024;
    private static final BounceReader STANDARD = new BounceReader(PatternTable.load());

    private final PatternTable patterns;
    private final Reasons reasons;

    BounceReader(PatternTable patterns) {
        this.patterns = patterns;
        this.reasons = new Reasons(patterns);
    }

    /**
     * Returns the reader that goes by the table of patterns that comes with this module.
     *
     * @return the reader
     */
    public static BounceReader standard() {
        return STANDARD;
    }

    /**
     * Reads a mail, at most its first 2 MiB; the stream is left open and what is behind them unread.
     *
     * @param mail the mail with its header, as it came
     * @return what it says
     * @throws IOException if the stream fails
     */
    public Reading read(InputStream mail) throws IOException {
        return read(mail.readNBytes(MOST_OCTETS));
    }

    /**
     * Reads a mail, at most its first 2 MiB.
     *
     * @param mail the mail with its header, as it came; not changed
     * @return what it says
     */
    public Reading read(byte[] mail) {
        CameBack back = CameBack.of(new Octets(mail, 0, Math.min(mail.length, MOST_OCTETS)), patterns);
        return new Classifier(back, patterns, reasons).read();
    }
}
