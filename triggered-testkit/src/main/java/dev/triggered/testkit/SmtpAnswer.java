package dev.triggered.testkit;

import java.io.IOException;
import java.util.Optional;

/**
 * What the server does by itself in answer to a command, and what a positive reply to it brings about, be it the
 * server's own or a scripted one.
 *
 * @param reply the server's own reply; none where the protocol has none
 * @param before takes effect before a positive reply is sent
 * @param after takes effect after a positive reply was sent
 * @param closes whether the server closes the connection afterwards
 */
record SmtpAnswer(Optional<ScriptedReply> reply, Effect before, Effect after, boolean closes) {
    private static final Effect NONE = () -> {};

    /** A change of the dialogue's state. */
    @FunctionalInterface
    interface Effect {
        /** Brings the change about. */
        void apply() throws IOException;
    }

    static SmtpAnswer of(ScriptedReply reply) {
        return new SmtpAnswer(Optional.of(reply), NONE, NONE, false);
    }

    static SmtpAnswer of(int code) {
        return of(ScriptedReply.standard(code));
    }

    static SmtpAnswer closing(ScriptedReply reply) {
        return new SmtpAnswer(Optional.of(reply), NONE, NONE, true);
    }

    static SmtpAnswer silent(Effect effect) {
        return new SmtpAnswer(Optional.empty(), NONE, effect, false);
    }

    SmtpAnswer before(Effect effect) {
        return new SmtpAnswer(reply, effect, after, closes);
    }

    SmtpAnswer after(Effect effect) {
        return new SmtpAnswer(reply, before, effect, closes);
    }
}
