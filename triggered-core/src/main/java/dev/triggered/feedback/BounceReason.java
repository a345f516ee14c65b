package dev.triggered.feedback;

import dev.triggered.SmtpReply;

/** Why a mail came back, or what came instead of a bounce. The set is closed. */
public enum BounceReason {
    /** There is no such mailbox. */
    USER_UNKNOWN(BounceClass.HARD),
    /** There is no such domain, or it has no mail server. */
    HOST_UNKNOWN(BounceClass.HARD),
    /** The mailbox was moved or given up, and nothing is forwarded. */
    MOVED(BounceClass.HARD),
    /** The domain says that it takes no mail (RFC 7504, RFC 7505). */
    NO_MAIL_ACCEPTED(BounceClass.HARD),
    /** The mailbox, or the disk that it is on, has no room. */
    MAILBOX_FULL(BounceClass.SOFT),
    /** The mailbox is there, and is disabled or asleep. */
    SUSPENDED(BounceClass.SOFT),
    /**
     * The mail was refused for this recipient without proof that the mailbox does not exist: by a rule of the recipient or its
     * domain, or as an unknown user where neither a status code nor an answer to {@code RCPT} says so.
     */
    FILTERED(BounceClass.SOFT),
    /** The mail is larger than the recipient or its server takes. */
    MESSAGE_TOO_BIG(BounceClass.SOFT),
    /** Too many mails, recipients or connections in a time. */
    RATE_LIMITED(BounceClass.SOFT),
    /** A server could not be reached, or mail runs in a circle. */
    NETWORK_ERROR(BounceClass.SOFT),
    /** A server has a fault of its own. */
    SYSTEM_ERROR(BounceClass.SOFT),
    /** The mail was tried for too long. */
    EXPIRED(BounceClass.SOFT),
    /** The form of the mail or of an address in it is against the rules, or a server cannot convert it. */
    CONTENT_ERROR(BounceClass.SOFT),
    /** The dialogue between two servers went wrong. */
    PROTOCOL_ERROR(BounceClass.SOFT),
    /** The sending server is refused, by its address, name or reputation. */
    BLOCKED(BounceClass.BLOCK),
    /** The sender's address or domain is refused. */
    SENDER_REJECTED(BounceClass.BLOCK),
    /** SPF, DKIM, DMARC or a login failed. */
    AUTH_FAILURE(BounceClass.BLOCK),
    /** A rule of the receiving side forbids the mail, and no more is said. */
    POLICY_VIOLATION(BounceClass.BLOCK),
    /** The mail was taken for spam. */
    SPAM_DETECTED(BounceClass.BLOCK),
    /** The mail was taken for a virus, or a part of it is of a forbidden kind. */
    VIRUS_DETECTED(BounceClass.BLOCK),
    /** The server does not relay to this recipient for this sender. */
    RELAYING_DENIED(BounceClass.BLOCK),
    /** The mail came back, and it is not said why. */
    UNDEFINED(BounceClass.SOFT),
    /** The mail has not arrived yet and is still being tried. */
    DELAYED(BounceClass.NOT_A_BOUNCE),
    /** The mail arrived, or was handed on to a server that does not report. */
    DELIVERED(BounceClass.NOT_A_BOUNCE),
    /** The recipient complained about the mail (RFC 5965). */
    COMPLAINT(BounceClass.NOT_A_BOUNCE),
    /** The recipient is away. */
    VACATION(BounceClass.NOT_A_BOUNCE),
    /** A machine answered, or confirmed that the mail was read. */
    AUTO_REPLY(BounceClass.NOT_A_BOUNCE);

    private final BounceClass bounceClass;

    BounceReason(BounceClass bounceClass) {
        this.bounceClass = bounceClass;
    }

    /**
     * Returns what the reason means for an address, unless a server said that its refusal is temporary.
     *
     * @return the class
     */
    public BounceClass bounceClass() {
        return bounceClass;
    }

    /**
     * Returns what the reason means for an address. A {@link BounceClass#HARD hard} one with a temporary status is
     * {@link BounceClass#SOFT soft}.
     *
     * @param reply what the server said
     * @return the class
     */
    public BounceClass bounceClass(SmtpReply reply) {
        boolean temporary = reply.enhancedStatus().startsWith("4");
        return bounceClass == BounceClass.HARD && temporary ? BounceClass.SOFT : bounceClass;
    }
}
