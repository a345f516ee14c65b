package dev.triggered.engine;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import java.util.Set;

/** What the end of an attempt says about the relay, whatever it says about the mail. */
enum RelaySign {
    /** It took the mail, refused it, or put it off. */
    WORKS,
    /** It works, and asks for fewer mails in a time. */
    BUSY,
    /** It ends the connection, and asks to be left alone for a while. */
    LEAVES,
    /** It cannot be reached, lets nobody in, or broke off. */
    FAILS,
    /** Nothing: what happened was on our side. */
    NOTHING;

    private static final int SERVICE_CLOSING = 421;
    private static final String SECURITY_OR_POLICY = "4.7.";
    private static final String OUR_SYSTEM = "4.3.";
    private static final Set<String> CONGESTION = Set.of("4.3.2", "4.4.5");

    static RelaySign of(SendResult result) {
        SmtpReply reply = result.reply();
        if (result instanceof SendResult.Accepted) {
            return WORKS;
        }
        if (result instanceof SendResult.Refused) {
            return reply.code() == 0 ? NOTHING : WORKS;
        }
        return reply.code() == 0 ? withoutReply(reply) : replied(reply);
    }

    boolean isFailure() {
        return this == FAILS || this == LEAVES;
    }

    boolean asksForLess() {
        return this == BUSY || this == LEAVES;
    }

    private static RelaySign withoutReply(SmtpReply reply) {
        return reply.enhancedStatus().startsWith(OUR_SYSTEM) ? NOTHING : FAILS;
    }

    /** A mail that is put off with a 5xx reply is one for which no connection could be set up, as after a refused login. */
    private static RelaySign replied(SmtpReply reply) {
        if (reply.code() == SERVICE_CLOSING) {
            return LEAVES;
        }
        if (reply.code() >= 500) {
            return FAILS;
        }
        String status = reply.enhancedStatus();
        boolean less = status.startsWith(SECURITY_OR_POLICY) || CONGESTION.contains(status);
        return less ? BUSY : WORKS;
    }
}
