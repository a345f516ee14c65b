package dev.triggered;

import java.util.Optional;

/**
 * The answer to the wish to {@linkplain Messages#resend resend} a message.
 *
 * @param verdict what became of it
 * @param copy the message that goes out in its place; empty unless the verdict {@linkplain RetryVerdict#isDone() says} that there is one
 */
public record Resent(RetryVerdict verdict, Optional<MessageId> copy) {}
