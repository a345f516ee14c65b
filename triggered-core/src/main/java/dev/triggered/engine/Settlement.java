package dev.triggered.engine;

import dev.triggered.Attempt;
import dev.triggered.DeliveryPolicy;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Retention;
import dev.triggered.RetryPolicy;
import dev.triggered.SendResult;
import dev.triggered.WhenUncertain;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a message after an attempt, or without one, and has it recorded. */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final DeliveryPolicy WITHOUT_STREAM =
            DeliveryPolicy.standard().whenUncertain(WhenUncertain.HOLD);

    private final Supplier<Catalog> catalog;
    private final Backoff backoff;
    private final Predicate<MessageStep> resends;
    private final Recorder recorder;
    private final InstantSource clock;

    Settlement(
            Supplier<Catalog> catalog,
            Backoff backoff,
            Predicate<MessageStep> resends,
            Recorder recorder,
            InstantSource clock) {
        this.catalog = catalog;
        this.backoff = backoff;
        this.resends = resends;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** Ends a message that was not sent; {@code done} counts it when that is recorded. */
    void drop(QueuedMessage message, MessageState state, String reason, Recorded done) {
        LOG.debug("message {} ends as {}: {}", message.info().id(), state, reason);
        recorder.record(
                new Outcome.Dropped(message.info().id(), state, reason, keepUntil(message, state)),
                MessageStep.of(message.info(), state, clock.instant(), reason),
                done);
    }

    /** Tells that a message goes to the dispatcher. */
    void begin(QueuedMessage message) {
        recorder.tell(MessageStep.of(message.info(), MessageState.SENDING, clock.instant(), ""));
    }

    /**
     * Settles an attempt; {@code done} counts it when that is recorded, with the time at which the next attempt is due where the
     * message has not ended.
     */
    void settle(QueuedMessage message, SendResult result, Recorded done) {
        Attempt attempt = new Attempt(message.attempts() + 1, clock.instant(), result);
        DeliveryPolicy policy = streamOf(message).map(MailStream::delivery).orElse(WITHOUT_STREAM);
        if (result instanceof SendResult.Accepted) {
            end(message, MessageState.SENT, attempt, done);
        } else if (result instanceof SendResult.Refused) {
            end(message, MessageState.FAILED, attempt, done);
        } else if (result instanceof SendResult.Deferred || resends(message, policy, attempt)) {
            retry(message, policy.retry(), attempt, done);
        } else {
            end(message, MessageState.UNCERTAIN, attempt, done);
        }
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

    private void retry(QueuedMessage message, RetryPolicy policy, Attempt attempt, Recorded done) {
        Instant due = attempt.at().plus(backoff.after(attempt.number(), policy));
        QueuedMessage.Schedule schedule = message.schedule();
        if (!due.isBefore(schedule.expires())) {
            end(message, MessageState.EXPIRED, attempt, done);
            return;
        }
        boolean tooOften = attempt.number() >= policy.attempts();
        if (tooOften || Duration.between(schedule.firstDue(), due).compareTo(policy.giveUpAfter()) > 0) {
            end(message, MessageState.FAILED, attempt, done);
            return;
        }
        recorder.record(
                new Outcome.Retried(message.info().id(), due, attempt),
                MessageStep.after(message.info(), MessageState.DEFERRED, attempt),
                done);
    }

    private void end(QueuedMessage message, MessageState state, Attempt attempt, Recorded done) {
        recorder.record(
                new Outcome.Ended(message.info().id(), state, attempt, keepUntil(message, state)),
                MessageStep.after(message.info(), state, attempt),
                done);
    }

    private Instant keepUntil(QueuedMessage message, MessageState state) {
        Retention retention = streamOf(message).map(MailStream::retention).orElseGet(Retention::standard);
        Duration time = state == MessageState.SENT ? retention.sent() : retention.unsent();
        Instant now = clock.instant();
        if (time.isZero()) {
            return Instant.MIN;
        }
        return time.compareTo(Duration.between(now, Instant.MAX)) < 0 ? now.plus(time) : Instant.MAX;
    }

    private Optional<MailStream> streamOf(QueuedMessage message) {
        return catalog.get().of(message).map(LiveStream::stream);
    }
}
