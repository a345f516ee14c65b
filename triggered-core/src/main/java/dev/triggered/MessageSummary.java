package dev.triggered;

import java.time.Instant;

/**
 * A message in a list.
 *
 * @param message which message
 * @param state where it is now
 * @param acceptedAt when it was accepted
 */
public record MessageSummary(MessageInfo message, MessageState state, Instant acceptedAt) {}
