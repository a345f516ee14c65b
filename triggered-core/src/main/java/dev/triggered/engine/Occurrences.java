package dev.triggered.engine;

import dev.triggered.MessageId;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The messages in memory that have an idempotency key, by that. Guarded by the outbox's lock. */
final class Occurrences {
    private final Map<String, Occurrence> known = new HashMap<>();

    void add(IdempotencyKey key, MessageId message) {
        known.put(key.occurrence(), new Occurrence(key.fingerprint(), message));
    }

    void forget(IdempotencyKey key) {
        known.remove(key.occurrence());
    }

    /** Returns the message that a key was given to, if so. */
    Optional<MessageId> message(IdempotencyKey key) {
        return Optional.ofNullable(known.get(key.occurrence())).map(Occurrence::message);
    }

    /** Returns why a message is not kept whose key another one has, if so. */
    Optional<Acceptance> refusal(IdempotencyKey key) {
        return Optional.ofNullable(known.get(key.occurrence()))
                .map(first -> first.fingerprint.equals(key.fingerprint())
                        ? new Acceptance.Duplicate(first.message)
                        : new Acceptance.IdReused(first.message));
    }

    private record Occurrence(String fingerprint, MessageId message) {}
}
