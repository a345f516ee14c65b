package dev.triggered.smtp;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;

/**
 * How a mail ended on a connection.
 *
 * @param kind what it means
 * @param reply what was said
 */
record Verdict(Kind kind, SmtpReply reply) {
    static Verdict refused(SmtpReply reply) {
        return new Verdict(Kind.REFUSED, reply);
    }

    static Verdict deferred(SmtpReply reply) {
        return new Verdict(Kind.DEFERRED, reply);
    }

    static Verdict uncertain(SmtpReply reply) {
        return new Verdict(Kind.UNCERTAIN, reply);
    }

    static Verdict untouched(SmtpReply reply) {
        return new Verdict(Kind.UNTOUCHED, reply);
    }

    /** Returns what the reply to the end of a mail means. */
    static Verdict ofLast(Reply reply) {
        if (reply.positive()) {
            return new Verdict(Kind.ACCEPTED, reply.toSmtpReply());
        }
        if (reply.intermediate()) {
            return uncertain(
                    SmtpReply.none("4.5.0", "a reply to the mail that is neither yes nor no: " + reply.code()));
        }
        return ofNegative(reply);
    }

    /** Returns what a refusal means. */
    static Verdict ofNegative(Reply reply) {
        boolean permanent = reply.permanent() && !isAboutSettings(reply);
        return new Verdict(permanent ? Kind.REFUSED : Kind.DEFERRED, reply.toSmtpReply());
    }

    SendResult at(String relay) {
        return switch (kind) {
            case ACCEPTED -> new SendResult.Accepted(relay, reply);
            case REFUSED -> new SendResult.Refused(relay, reply);
            case UNCERTAIN -> new SendResult.Uncertain(relay, reply);
            case DEFERRED, UNTOUCHED -> new SendResult.Deferred(relay, reply);
        };
    }

    /** Says whether the reply asks for TLS or a log-in (RFC 3207, section 4; RFC 4954, section 6): not the mail's fault. */
    private static boolean isAboutSettings(Reply reply) {
        return reply.code() == 530 || reply.code() == 538;
    }

    /** What it means. */
    enum Kind {
        /** The relay has it. */
        ACCEPTED,
        /** The relay does not have it, and will not take it. */
        REFUSED,
        /** The relay does not have it now. */
        DEFERRED,
        /** The relay cannot have it, and has said nothing about it: another connection may be tried at once. */
        UNTOUCHED,
        /** The relay may have it. */
        UNCERTAIN
    }
}
