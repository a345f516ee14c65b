package dev.triggered.smtp;

import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.OutgoingMail.Envelope;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Sends one mail through a session, one command after the other (RFC 5321, section 3.3), and says how it ended. Used once.
 */
final class Transaction {
    private final String relay;
    private final SmtpSession session;
    private final Envelope envelope;
    private final ComposedMail mail;
    private Phase phase = Phase.BEFORE_MAIL;

    Transaction(String relay, SmtpSession session, Envelope envelope, ComposedMail mail) {
        this.relay = relay;
        this.session = session;
        this.envelope = envelope;
        this.mail = mail;
    }

    /**
     * Sends the mail.
     *
     * @param commit is asked just before the last bytes are written, from where on the relay may have the mail; if it says no,
     *     the mail is given up before
     */
    Exchange run(BooleanSupplier commit) {
        try {
            String mailCommand = mailCommand();
            return converse(mailCommand, commit);
        } catch (UnsendableException e) {
            // In the middle of DATA only an end without its dot keeps half a mail from being delivered.
            Fate fate = phase == Phase.BEFORE_MAIL ? Fate.KEEP : Fate.DROP;
            return new Exchange(new SendResult.Refused(relay, e.reason()), fate);
        } catch (IOException e) {
            return broken(e);
        }
    }

    private Exchange converse(String mailCommand, BooleanSupplier commit) throws IOException {
        Reply reply = session.command(mailCommand);
        phase = Phase.UNDER_WAY;
        if (!reply.positive()) {
            return negative("MAIL", reply, Fate.KEEP);
        }
        reply = session.command("RCPT TO:<" + envelope.recipient() + ">");
        if (!reply.positive()) {
            return negative("RCPT", reply, Fate.RESET);
        }
        reply = session.command("DATA");
        if (!reply.intermediate()) {
            return negative("DATA", reply, Fate.RESET);
        }
        DotStuffer body = new DotStuffer(session.wire().body(session.timeouts().data()));
        mail.writeTo(new SizeLimit(body, session.capabilities().largestMail()));
        if (!commit.getAsBoolean()) {
            return new Exchange(new SendResult.Deferred(relay, closed()), Fate.DROP);
        }
        phase = Phase.IN_DOUBT;
        body.end();
        session.wire().flush(session.timeouts().data());
        return last(session.wire().reply(session.timeouts().finalReply()));
    }

    private String mailCommand() throws UnsendableException {
        Capabilities capabilities = session.capabilities();
        boolean international = mail.international();
        if (international && !capabilities.offers("SMTPUTF8")) {
            throw new UnsendableException("5.6.7", "an address needs SMTPUTF8, which the relay does not offer");
        }
        if (capabilities.largestMail() > 0 && mail.size() > capabilities.largestMail()) {
            throw SizeLimit.exceeded(capabilities.largestMail());
        }
        StringBuilder command =
                new StringBuilder("MAIL FROM:<").append(envelope.sender()).append('>');
        if (capabilities.offers("SIZE") && mail.size() >= 0) {
            command.append(" SIZE=").append(mail.size());
        }
        if (international) {
            command.append(capabilities.offers("8BITMIME") ? " BODY=8BITMIME SMTPUTF8" : " SMTPUTF8");
        }
        return command.toString();
    }

    private Exchange last(Reply reply) {
        if (reply.positive()) {
            return new Exchange(new SendResult.Accepted(relay, reply.toSmtpReply()), Fate.KEEP);
        }
        if (reply.intermediate()) {
            SmtpReply said = SmtpReply.none("4.5.0", "a reply to the mail that is neither yes nor no: " + reply.code());
            return new Exchange(new SendResult.Uncertain(relay, said), Fate.DROP);
        }
        return negative("the mail", reply, Fate.KEEP);
    }

    private Exchange negative(String what, Reply reply, Fate fate) {
        if (reply.code() / 100 < 4) {
            SmtpReply said = SmtpReply.none("4.5.0", "an unexpected reply to " + what + ": " + reply.code());
            return new Exchange(new SendResult.Deferred(relay, said), Fate.DROP);
        }
        SmtpReply said = reply.toSmtpReply();
        SendResult result = reply.permanent() && !aboutSettings(reply)
                ? new SendResult.Refused(relay, said)
                : new SendResult.Deferred(relay, said);
        return new Exchange(result, reply.code() == Reply.SERVICE_CLOSING ? Fate.DROP : fate);
    }

    /** Says whether the reply asks for TLS or a log-in (RFC 3207, section 4; RFC 4954, section 6): not the mail's fault. */
    private static boolean aboutSettings(Reply reply) {
        return reply.code() == 530 || reply.code() == 538;
    }

    private Exchange broken(IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (phase == Phase.IN_DOUBT) {
            SmtpReply said = SmtpReply.none("4.4.2", "no reply to the mail, which the relay may have: " + why);
            return new Exchange(new SendResult.Uncertain(relay, said), Fate.DROP);
        }
        SmtpReply said = SmtpReply.none("4.4.2", "the connection broke before the mail was ended: " + why);
        boolean stale = phase == Phase.BEFORE_MAIL && !(e instanceof GarbledReplyException);
        return new Exchange(new SendResult.Deferred(relay, said), stale ? Fate.STALE : Fate.DROP);
    }

    /** What stands in place of a reply when the dispatcher was closed before the mail was sent. */
    static SmtpReply closed() {
        return SmtpReply.none("4.3.2", "the dispatcher was closed before the mail was sent");
    }

    /** How far it went. */
    private enum Phase {
        BEFORE_MAIL,
        UNDER_WAY,
        IN_DOUBT
    }

    /** What becomes of the connection. */
    enum Fate {
        /** It takes the next mail. */
        KEEP,
        /** It takes the next mail after an RSET. */
        RESET,
        /** It is broken off. */
        DROP,
        /** It broke before the mail was begun: on a connection that was kept open, that says nothing about the relay. */
        STALE
    }

    /** How the mail ended, and what becomes of the connection. */
    record Exchange(SendResult result, Fate fate) {}
}
