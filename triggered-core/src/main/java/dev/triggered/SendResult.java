package dev.triggered;

/** How one attempt to send a message ended. */
public sealed interface SendResult {
    /**
     * Returns the relay that was spoken to.
     *
     * @return its host and port, such as {@code smtp.acme.example:587}
     */
    String relay();

    /**
     * Returns what the relay said, or why there is no reply.
     *
     * @return the reply that decided
     */
    SmtpReply reply();

    /**
     * The relay took the mail and the responsibility for it.
     *
     * @param relay the relay's host and port
     * @param reply its 250 after the last byte
     */
    record Accepted(String relay, SmtpReply reply) implements SendResult {}

    /**
     * The relay does not have the mail, and trying again later makes sense: a 4xx reply, a connection that could not be made,
     * or one that broke before the last byte.
     *
     * @param relay the relay's host and port
     * @param reply the reply, or what happened
     */
    record Deferred(String relay, SmtpReply reply) implements SendResult {}

    /**
     * The relay does not have the mail, and the same mail would be refused again: a 5xx reply, or a mail that cannot be made
     * or does not fit what the relay offers.
     *
     * @param relay the relay's host and port
     * @param reply the reply, or what happened
     */
    record Refused(String relay, SmtpReply reply) implements SendResult {}

    /**
     * Nobody knows whether the relay has the mail: the connection broke after the last byte and before the reply.
     *
     * @param relay the relay's host and port
     * @param reply what happened
     */
    record Uncertain(String relay, SmtpReply reply) implements SendResult {}
}
