package dev.triggered.spi;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message that the gate let through and the outbox is asked to keep. Immutable. */
public final class NewMessage {
    private final QueuedMessage message;
    private final @Nullable IdempotencyKey key;
    private final Set<String> secrets;
    private final Turn turn;

    private NewMessage(QueuedMessage message, @Nullable IdempotencyKey key, Set<String> secrets, Turn turn) {
        this.message = message;
        this.key = key;
        this.secrets = secrets;
        this.turn = turn;
    }

    /**
     * Returns a message without an idempotency key, which waits in the store.
     *
     * @param message the message
     * @return the new message
     */
    public static NewMessage of(QueuedMessage message) {
        return new NewMessage(message, null, Set.of(), Turn.WAITS);
    }

    /**
     * Returns this message with an idempotency key.
     *
     * @param key the key
     * @return a new one
     */
    public NewMessage key(IdempotencyKey key) {
        return new NewMessage(message, key, secrets, turn);
    }

    /**
     * Returns this message with paths of its data that are erased as soon as it has ended.
     *
     * @param paths such as {@code link}
     * @return a new one
     */
    public NewMessage secrets(Set<String> paths) {
        return new NewMessage(message, key, Set.copyOf(paths), turn);
    }

    /**
     * Returns this message as one that the accepting node sends itself: no claim gives it to anybody until it is
     * {@linkplain Outbox#release released} or {@linkplain Outbox#record retried}.
     *
     * @return a new one
     */
    public NewMessage handedOver() {
        return new NewMessage(message, key, secrets, Turn.HANDED_OVER);
    }

    /**
     * Returns this message as one that the accepting node sends itself, as soon as it is accepted: it counts as
     * {@linkplain Outbox#begin begun} from then on, so that the store need not be written once more. The node calls {@code begin} for
     * it all the same, which says whether it may go out.
     *
     * @return a new one
     */
    public NewMessage atOnce() {
        return new NewMessage(message, key, secrets, Turn.AT_ONCE);
    }

    /**
     * Returns this message as one that waits in the store.
     *
     * @return a new one
     */
    public NewMessage notHandedOver() {
        return new NewMessage(message, key, secrets, Turn.WAITS);
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
        return turn != Turn.WAITS;
    }

    /**
     * Says whether it counts as begun as soon as it is accepted.
     *
     * @return {@code true} only for a message that is handed over
     */
    public boolean isAtOnce() {
        return turn == Turn.AT_ONCE;
    }

    private enum Turn {
        WAITS,
        HANDED_OVER,
        AT_ONCE
    }

    /**
     * What makes a trigger idempotent.
     *
     * @param occurrence names the stream, the recipient and the trigger id: 128 bits of a hash, in hexadecimal
     * @param fingerprint names the data: a hash in hexadecimal
     */
    public record IdempotencyKey(String occurrence, String fingerprint) {}
}
