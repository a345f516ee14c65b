package dev.triggered.smtp;

import dev.triggered.SmtpReply;
import dev.triggered.spi.OutgoingMail;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One mail in a {@link Dialogue}, from its first command to its last reply. Guarded by the dialogue's lock. */
final class Passage {
    private final Delivery delivery;
    private final ComposedMail mail;
    private final long size;
    private final String sender;
    private final String recipient;
    private @Nullable Verdict verdict;
    private int open;
    private boolean wanted;
    private boolean named;
    private final AtomicBoolean opened = new AtomicBoolean();
    private boolean handedOver;

    private Passage(Delivery delivery, ComposedMail mail, String sender, String recipient) {
        this.delivery = delivery;
        this.mail = mail;
        this.size = mail.size();
        this.sender = sender;
        this.recipient = recipient;
    }

    /**
     * Prepares a mail for a relay.
     *
     * @throws UnsendableException if it does not fit what the relay offers
     */
    static Passage of(Delivery delivery, ComposedMail mail, Capabilities capabilities) throws UnsendableException {
        OutgoingMail.Envelope envelope = delivery.mail().envelope();
        String sender = "MAIL FROM:<" + envelope.sender() + ">" + parameters(delivery, mail, capabilities);
        String recipient = "RCPT TO:<" + envelope.recipient() + ">";
        requireOneLine(sender);
        requireOneLine(recipient);
        return new Passage(delivery, mail, sender, recipient);
    }

    private static String parameters(Delivery delivery, ComposedMail mail, Capabilities capabilities)
            throws UnsendableException {
        long size = mail.size();
        if (mail.international() && !capabilities.offers("SMTPUTF8")) {
            throw new UnsendableException("5.6.7", "an address needs SMTPUTF8, which the relay does not offer");
        }
        if (capabilities.largestMail() > 0 && size > capabilities.largestMail()) {
            throw SizeLimit.exceeded(capabilities.largestMail());
        }
        StringBuilder parameters = new StringBuilder();
        if (capabilities.offers("SIZE") && size >= 0) {
            parameters.append(" SIZE=").append(size);
        }
        if (mail.international()) {
            parameters.append(capabilities.offers("8BITMIME") ? " BODY=8BITMIME SMTPUTF8" : " SMTPUTF8");
        }
        if (capabilities.offers("DSN")) {
            String id = delivery.mail().header().id().value();
            parameters.append(" RET=HDRS ENVID=").append(id);
        }
        return parameters.toString();
    }

    private static void requireOneLine(String command) throws UnsendableException {
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new UnsendableException("5.6.0", "a command would hold a line break or a NUL");
            }
        }
    }

    Delivery delivery() {
        return delivery;
    }

    ComposedMail mail() {
        return mail;
    }

    /** Returns its octets; 0 where they are not known. */
    long octets() {
        return Math.max(0, size);
    }

    /** Returns the MAIL command. */
    String sender() {
        return sender;
    }

    /** Returns the RCPT command. */
    String recipient() {
        return recipient;
    }

    /** Says whether it is known already how it ends. */
    boolean isDecided() {
        return verdict != null;
    }

    /** Decides how it ends, unless that was decided before. */
    void decide(Verdict by) {
        if (verdict == null) {
            verdict = by;
        }
    }

    /** Decides how it ends by the reply to its end: a relay that says yes for a recipient whom it knows has the mail. */
    void end(Reply reply) {
        if (verdict == null || (named && reply.positive())) {
            verdict = Verdict.ofLast(reply);
        }
    }

    Verdict verdict() {
        if (verdict == null) {
            throw new IllegalStateException("not decided");
        }
        return verdict;
    }

    /** Counts steps that were added, or, below zero, steps that are over; returns whether none is left. */
    boolean count(int steps) {
        open += steps;
        return open == 0;
    }

    /** Marks that its content is being written, by a thread that closes it. */
    void open() {
        opened.set(true);
    }

    /** Closes a content that nobody writes. */
    void discard() {
        if (!opened.getAndSet(true)) {
            mail.close();
        }
    }

    /** Says whether the relay has asked for the content, by a 354. */
    boolean isWanted() {
        return wanted;
    }

    void want() {
        wanted = true;
    }

    /** Says whether the relay has accepted the recipient, and nothing failed since. */
    boolean isNamed() {
        return named;
    }

    void name(boolean accepted) {
        named = accepted;
    }

    /** Marks that from now on the relay may have all of it. */
    void handOver() {
        handedOver = true;
    }

    /**
     * Decides how it ends when no more replies come.
     *
     * @param kept whether the connection had been of use before, so that its end says nothing about the relay
     */
    void breakOff(String why, boolean kept) {
        if (handedOver) {
            decide(Verdict.uncertain(
                    SmtpReply.none("4.4.2", "no reply to the mail, which the relay may have: " + why)));
        } else {
            SmtpReply said = SmtpReply.none("4.4.2", "the connection broke before the mail was ended: " + why);
            decide(kept ? Verdict.untouched(said) : Verdict.deferred(said));
        }
    }

    /** Decides how it ends when the relay has said that it does nothing more. */
    void leaveOut(SmtpReply why) {
        decide(Verdict.untouched(why));
    }
}
