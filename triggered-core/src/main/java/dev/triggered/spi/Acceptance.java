package dev.triggered.spi;

import dev.triggered.MessageId;
import dev.triggered.SuppressionReason;

/** What the outbox did with a new message. */
public sealed interface Acceptance {
    /** It is kept. */
    record Kept() implements Acceptance {}

    /**
     * The same occurrence with the same data was kept before; this message is dropped.
     *
     * @param first the message that came first
     */
    record Duplicate(MessageId first) implements Acceptance {}

    /**
     * The same occurrence with other data was kept before; this message is dropped.
     *
     * @param first the message that came first
     */
    record IdReused(MessageId first) implements Acceptance {}

    /**
     * Its recipient must not be written to; this message is dropped. An occurrence that was kept before is answered as such instead.
     *
     * @param reason why
     */
    record Suppressed(SuppressionReason reason) implements Acceptance {}
}
