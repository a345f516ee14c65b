package dev.triggered.jdbc;

import dev.triggered.MessageId;

/**
 * A piece of an attachment.
 *
 * @param message whose attachment it is
 * @param part which of its attachments, from 0
 * @param number which piece of that, from 0
 * @param bytes the piece
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunk(MessageId message, int part, int number, byte[] bytes) {}
