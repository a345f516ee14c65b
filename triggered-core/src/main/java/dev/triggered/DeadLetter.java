package dev.triggered;

import java.time.Instant;

/**
 * A message that has ended without being sent, or of which nobody knows.
 *
 * @param message which message
 * @param state the state that it ended in
 * @param acceptedAt when it was accepted
 * @param endedAt when it ended
 * @param why what the relay said last, or, with the code 0, what kept the message from being sent
 */
public record DeadLetter(MessageInfo message, MessageState state, Instant acceptedAt, Instant endedAt, SmtpReply why) {}
