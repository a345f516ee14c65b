package dev.triggered.engine;

import dev.triggered.Attempt;
import dev.triggered.DeliveryPolicy;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.RetryPolicy;
import dev.triggered.SendResult;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a message after an attempt, or without one, records it, and tells of it. */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Outbox outbox;
    private final Backoff backoff;
    private final Predicate<MessageStep> resends;
    private final Steps steps;
    private final InstantSource clock;

    Settlement(Outbox outbox, Backoff backoff, Predicate<MessageStep> resends, Steps steps, InstantSource clock) {
        this.outbox = outbox;
        this.backoff = backoff;
        this.resends = resends;
        this.steps = steps;
        this.clock = clock;
    }

    /** Ends a message that was not sent. */
    void drop(QueuedMessage message, MessageState state, String reason) {
        LOG.debug("message {} ends as {}: {}", message.info().id(), state, reason);
        record(
                new Outcome.Dropped(message.info().id(), state, reason, Instant.MIN),
                MessageStep.of(message.info(), state, clock.instant(), reason));
    }

    /** Tells that a message goes to the dispatcher. */
    void begin(QueuedMessage message) {
        steps.tell(MessageStep.of(message.info(), MessageState.SENDING, clock.instant(), ""));
    }

    /** Settles an attempt; returns when the next one is due, {@link Instant#MAX} where the message has ended. */
    Instant settle(QueuedMessage message, DeliveryPolicy policy, SendResult result) {
        Attempt attempt = new Attempt(message.attempts() + 1, clock.instant(), result);
        if (result instanceof SendResult.Accepted) {
            return end(message, MessageState.SENT, attempt);
        } else if (result instanceof SendResult.Refused) {
            return end(message, MessageState.FAILED, attempt);
        } else if (result instanceof SendResult.Deferred || resends(message, policy, attempt)) {
            return retry(message, policy.retry(), attempt);
        }
        return end(message, MessageState.UNCERTAIN, attempt);
    }

    private boolean resends(QueuedMessage message, DeliveryPolicy policy, Attempt attempt) {
        return switch (policy.whenUncertain()) {
            case RESEND -> true;
            case HOLD -> false;
            case ASK -> ask(MessageStep.after(message.info(), MessageState.UNCERTAIN, attempt));
        };
    }

    private boolean ask(MessageStep step) {
        try {
            return resends.test(step);
        } catch (RuntimeException e) {
            LOG.warn(
                    "message {} is held: whoever decides on uncertain messages failed",
                    step.message().id(),
                    e);
            return false;
        }
    }

    private Instant retry(QueuedMessage message, RetryPolicy policy, Attempt attempt) {
        Instant due = attempt.at().plus(backoff.after(attempt.number(), policy));
        QueuedMessage.Schedule schedule = message.schedule();
        if (!due.isBefore(schedule.expires())) {
            return end(message, MessageState.EXPIRED, attempt);
        }
        boolean tooOften = attempt.number() >= policy.attempts();
        if (tooOften || Duration.between(schedule.firstDue(), due).compareTo(policy.giveUpAfter()) > 0) {
            return end(message, MessageState.FAILED, attempt);
        }
        record(
                new Outcome.Retried(message.info().id(), due, attempt),
                MessageStep.after(message.info(), MessageState.DEFERRED, attempt));
        return due;
    }

    private Instant end(QueuedMessage message, MessageState state, Attempt attempt) {
        record(
                new Outcome.Ended(message.info().id(), state, attempt, Instant.MIN),
                MessageStep.after(message.info(), state, attempt));
        return Instant.MAX;
    }

    private void record(Outcome outcome, MessageStep step) {
        try {
            outbox.record(List.of(outcome));
        } catch (RuntimeException e) {
            LOG.error("the outcome of message {} could not be recorded: {}", outcome.id(), step.state(), e);
            return;
        }
        steps.tell(step);
    }
}
