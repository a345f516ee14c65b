package dev.triggered.tracking;

import dev.triggered.feedback.BounceReason;
import dev.triggered.spi.RefusalReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads mails that come back: delivery reports (RFC 3464), complaints (RFC 5965), automatic replies (RFC 3834), and the many that follow
 * no standard.
 *
 * <p>Whatever a mail holds, it is read in bounded time and memory and without an exception: of each mail the first 2 MiB are looked at,
 * and nothing that is packed is unpacked. A reader has no state and may be used by many threads at once.
 */
public final class BounceReader {
    /** How many octets of a mail are looked at: 2 MiB. */
    public static final int MOST_OCTETS = 2 * 1024 * 1024;

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
     * Returns what reads the replies of relays by the same table. A reply alone does not tell whether it answers {@code RCPT} or a mail's
     * content, so that {@link BounceReason#USER_UNKNOWN} needs a status code that says so, such as {@code 5.1.1}.
     *
     * @return the reader of replies, which has no state
     */
    public RefusalReader refusals() {
        return reply -> reasons.find(
                List.of(reply.text()),
                List.of(),
                new Evidence(reply.code(), reply.enhancedStatus(), Evidence.Stage.UNKNOWN));
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
