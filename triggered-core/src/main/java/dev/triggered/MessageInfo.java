package dev.triggered;

/**
 * Which message: what names it in a step, a history or a list.
 *
 * @param id its id
 * @param stream the name of its stream
 * @param version the version of the stream that it was triggered with
 * @param recipient the address that it goes to
 */
public record MessageInfo(MessageId id, String stream, int version, EmailAddress recipient) {}
