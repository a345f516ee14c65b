package dev.triggered.feedback;

import dev.triggered.MessageId;
import dev.triggered.SmtpReply;
import java.time.Instant;

/**
 * What came back about one message: a bounce, a complaint, or another notice.
 *
 * @param message the message
 * @param reason why it came back, or what came instead of a bounce
 * @param reply what a server said; the code is 0 and the text empty where nothing is told
 * @param origin where the report comes from
 */
public record FeedbackReport(MessageId message, BounceReason reason, SmtpReply reply, Origin origin) {
    /**
     * Returns what the report means for the recipient's address.
     *
     * @return the class
     */
    public BounceClass bounceClass() {
        return reason.bounceClass(reply);
    }

    /**
     * Where a report comes from.
     *
     * @param proof how it is known which message it is about
     * @param host the name of the server that reports, at most 255 characters: what is longer is cut; empty where none is named
     * @param at when it came
     */
    public record Origin(Proof proof, String host, Instant at) {
        private static final int LONGEST_HOST = 255;

        /**
         * Brings the name of the server into its form.
         *
         * @param proof as for the record
         * @param host as for the record
         * @param at as for the record
         */
        public Origin {
            host = Line.of(host, LONGEST_HOST);
        }
    }

    /** How it is known which message a report is about. */
    public enum Proof {
        /** The relay said it in the dialogue in which the message was to be sent. */
        DIALOGUE,
        /** It came to the message's own return path, which nobody can make up. */
        RETURN_PATH,
        /** It has the message's {@code Message-ID}, which its recipient and the servers on its way know. */
        MESSAGE_ID,
        /** It names an address that was written to not long before. Anybody can make that up. */
        ADDRESS
    }
}
