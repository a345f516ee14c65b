package dev.triggered;

/**
 * What becomes of a message whose connection broke after its last byte and before the relay's reply: the relay may have it
 * or not (RFC 5321, section 4.5.3.2.6, speaks of the duplicates that this causes).
 */
public enum WhenUncertain {
    /** It is sent again under the same Message-ID; the default, for a mail that must arrive. */
    RESEND,
    /** It ends as {@link MessageState#UNCERTAIN}, for a mail that must not arrive twice. */
    HOLD,
    /** The host decides for each message: {@link MailSettings#uncertain}. Without such a decider it is held. */
    ASK
}
