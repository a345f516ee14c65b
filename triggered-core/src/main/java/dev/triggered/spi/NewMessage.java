package dev.triggered.spi;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message that the gate let through and the outbox is asked to keep. Immutable. */
public final class NewMessage {
    private final QueuedMessage message;
    private final @Nullable IdempotencyKey key;
    private final Set<String> secrets;
    private final boolean handedOver;

    private NewMessage(QueuedMessage message, @Nullable IdempotencyKey key, Set<String> secrets, boolean handedOver) {
        this.message = message;
        this.key = key;
        this.secrets = secrets;
        this.handedOver = handedOver;
    }

    /**
     * Returns a message without an idempotency key, which waits in the store.
     *
     * @param message the message
     * @return the new message
     */
    public static NewMessage of(QueuedMessage message) {
        return new NewMessage(message, null, Set.of(), false);
    }

    /**
     * Returns this message with an idempotency key.
     *
     * @param key the key
     * @return a new one
     */
    public NewMessage key(IdempotencyKey key) {
        return new NewMessage(message, key, secrets, handedOver);
    }

    /**
     * Returns this message with paths of its data that are erased as soon as it has ended.
     *
     * @param paths such as {@code link}
     * @return a new one
     */
    public NewMessage secrets(Set<String> paths) {
        return new NewMessage(message, key, Set.copyOf(paths), handedOver);
    }

    /**
     * Returns this message as one that the accepting node sends itself: no claim gives it to anybody until it is
     * {@linkplain Outbox#release released} or {@linkplain Outbox#record retried}.
     *
     * @return a new one
     */
    public NewMessage handedOver() {
        return new NewMessage(message, key, secrets, true);
    }

    /**
     * Returns this message as one that waits in the store.
     *
     * @return a new one
     */
    public NewMessage notHandedOver() {
        return new NewMessage(message, key, secrets, false);
    }

    /**
     * Returns the message.
     *
     * @return the message
     */
    public QueuedMessage message() {
        return message;
    }

    /**
     * Returns the idempotency key.
     *
     * @return the key, or empty where the trigger had no id
     */
    public Optional<IdempotencyKey> key() {
        return Optional.ofNullable(key);
    }

    /**
     * Returns the paths of its data that are erased as soon as it has ended.
     *
     * @return an unmodifiable set, empty unless the event declares secrets
     */
    public Set<String> secrets() {
        return secrets;
    }

    /**
     * Says whether the accepting node sends it itself.
     *
     * @return {@code false} where it waits to be claimed
     */
    public boolean isHandedOver() {
        return handedOver;
    }

    /**
     * What makes a trigger idempotent.
     *
     * @param occurrence names the stream, the recipient and the trigger id: 128 bits of a hash, in hexadecimal
     * @param fingerprint names the data: a hash in hexadecimal
     */
    public record IdempotencyKey(String occurrence, String fingerprint) {}
}
