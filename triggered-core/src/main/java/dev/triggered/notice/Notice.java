package dev.triggered.notice;

import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.SmtpReply;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.ResponseKind;
import java.time.Instant;

/**
 * What a subscriber is to be told of a message.
 *
 * @param number its number: of two notices on one message, the later one has the higher number
 * @param message which message
 * @param broadcast the id of the broadcast that the message belongs to; empty where it belongs to none, or that is not known any more
 * @param told what became of it, or that it was responded to
 * @param tries how often the notice was taken, this time among them
 */
public record Notice(long number, MessageInfo message, String broadcast, Told told, int tries) {
    /** What a notice tells. */
    public sealed interface Told {
        /**
         * Returns when it happened.
         *
         * @return the time
         */
        Instant at();
    }

    /**
     * What became of a message.
     *
     * @param state the state that it is in by this
     * @param at when
     * @param attempt the number of the attempt that led to it; 0 where none did
     * @param reply what the relay said, or the report that came back; without code and text where there is none
     * @param reason why the message ended without an attempt, or the name of the {@link dev.triggered.feedback.BounceReason} for which it
     *     came back; empty where the reply says it all
     */
    public record Reached(MessageState state, Instant at, int attempt, SmtpReply reply, String reason)
            implements Told {}

    /**
     * That a mail was responded to.
     *
     * @param link which link was followed, from 1 on in the order of the mail; 0 for an open
     * @param at when
     * @param by who it was, as far as it can be told
     * @param client roughly with what
     */
    public record Responded(int link, Instant at, Responder by, ClientFamily client) implements Told {
        /**
         * Returns what the reader did.
         *
         * @return {@link ResponseKind#CLICKED} where a link was followed, else {@link ResponseKind#OPENED}
         */
        public ResponseKind kind() {
            return ResponseKind.of(link);
        }
    }
}
