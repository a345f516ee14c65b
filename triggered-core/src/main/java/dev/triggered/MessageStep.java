package dev.triggered;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step in the life of a message, as a {@link MessageListener} is told of it. Immutable. */
public final class MessageStep {
    private final MessageInfo message;
    private final MessageState state;
    private final Instant at;
    private final String reason;
    private final @Nullable Attempt attempt;

    private MessageStep(MessageInfo message, MessageState state, Instant at, String reason, @Nullable Attempt attempt) {
        this.message = message;
        this.state = state;
        this.at = at;
        this.reason = reason;
        this.attempt = attempt;
    }

    /**
     * Returns a step that no attempt led to.
     *
     * @param message which message
     * @param state the state that it is in now
     * @param at when
     * @param reason why; empty where the state says it all
     * @return the step
     */
    public static MessageStep of(MessageInfo message, MessageState state, Instant at, String reason) {
        return new MessageStep(message, state, at, reason, null);
    }

    /**
     * Returns a step that an attempt led to.
     *
     * @param message which message
     * @param state the state that it is in now
     * @param attempt the attempt
     * @return the step
     */
    public static MessageStep after(MessageInfo message, MessageState state, Attempt attempt) {
        return new MessageStep(message, state, attempt.at(), "", attempt);
    }

    /**
     * Returns which message made the step.
     *
     * @return the message
     */
    public MessageInfo message() {
        return message;
    }

    /**
     * Returns the state that the message is in now.
     *
     * @return the state
     */
    public MessageState state() {
        return state;
    }

    /**
     * Returns when the step was made.
     *
     * @return the time, by the engine's clock
     */
    public Instant at() {
        return at;
    }

    /**
     * Returns why, in words: the relay's reply, or what kept the message from being sent.
     *
     * @return one line; empty where the state says it all
     */
    public String reason() {
        return attempt == null ? reason : attempt.result().reply().toString();
    }

    /**
     * Returns the attempt that led to this step.
     *
     * @return the attempt, or empty for a step that no attempt led to
     */
    public Optional<Attempt> attempt() {
        return Optional.ofNullable(attempt);
    }

    @Override
    public String toString() {
        String why = reason();
        return message.id() + " " + message.stream() + " " + state + (why.isEmpty() ? "" : ": " + why);
    }
}
