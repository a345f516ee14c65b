package dev.triggered.engine;

import dev.triggered.DeliveryPolicy;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.QueuedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a claimed message to the dispatcher, unless it expired, cannot be made, or is no longer this node's. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final Composer composer;
    private final Outbox outbox;
    private final Settlement settlement;
    private final InstantSource clock;

    Courier(Catalog catalog, Composer composer, Outbox outbox, Settlement settlement, InstantSource clock) {
        this.catalog = catalog;
        this.composer = composer;
        this.outbox = outbox;
        this.settlement = settlement;
        this.clock = clock;
    }

    /**
     * Carries a message. Throws nothing; {@code done} is called exactly once, when the message is settled, with the time at
     * which the lane has to look for it again, or {@link Instant#MAX}.
     */
    void carry(QueuedMessage message, LaneDispatcher dispatcher, Consumer<Instant> done) {
        Optional<Parcel> parcel;
        try {
            parcel = pack(message);
        } catch (RuntimeException e) {
            LOG.error(
                    "message {} did not reach the dispatcher and is tried again",
                    message.info().id(),
                    e);
            giveBack(message);
            done.accept(clock.instant().plus(STORE_PAUSE));
            return;
        }
        if (parcel.isPresent()) {
            send(parcel.get(), dispatcher, done);
        } else {
            done.accept(Instant.MAX);
        }
    }

    /** Makes the mail and marks the message as begun; empty where the message has ended, or is no longer this node's. */
    private Optional<Parcel> pack(QueuedMessage message) {
        Optional<LiveStream> live = catalog.stream(message.info().stream());
        if (live.isEmpty()) {
            settlement.drop(message, MessageState.FAILED, "no stream is named '" + message.info().stream() + "'");
            return Optional.empty();
        }
        Optional<OutgoingMail> mail = make(message, live.get());
        MessageId id = message.info().id();
        if (mail.isEmpty() || !outbox.begin(Set.of(id)).contains(id)) {
            return Optional.empty();
        }
        settlement.begin(message);
        return Optional.of(new Parcel(message, mail.get(), live.get().stream().delivery()));
    }

    private void send(Parcel parcel, LaneDispatcher dispatcher, Consumer<Instant> done) {
        AtomicBoolean settled = new AtomicBoolean();
        Consumer<SendResult> whenDone = result -> {
            if (settled.compareAndSet(false, true)) {
                settle(parcel, result, done);
            }
        };
        try {
            dispatcher.send(parcel.mail, whenDone);
        } catch (RuntimeException e) {
            LOG.error(
                    "the dispatcher did not take message {}",
                    parcel.message.info().id(),
                    e);
            SmtpReply reply = SmtpReply.none("4.3.0", "the dispatcher did not take it: " + cause(e));
            whenDone.accept(new SendResult.Deferred("", reply));
        }
    }

    private void settle(Parcel parcel, SendResult result, Consumer<Instant> done) {
        Instant next = Instant.MAX;
        try {
            next = settlement.settle(parcel.message, parcel.policy, result);
        } finally {
            done.accept(next);
        }
    }

    /** Gives a message back that was not begun; a store that does not take it back finds it by its lease. */
    private void giveBack(QueuedMessage message) {
        try {
            outbox.release(Set.of(message.info().id()));
        } catch (RuntimeException e) {
            LOG.error("message {} could not be given back", message.info().id(), e);
        }
    }

    private Optional<OutgoingMail> make(QueuedMessage message, LiveStream live) {
        Instant now = clock.instant();
        Instant expires = message.schedule().expires();
        if (!now.isBefore(expires)) {
            settlement.drop(message, MessageState.EXPIRED, "its time ran out at " + expires);
            return Optional.empty();
        }
        try {
            return Optional.of(composer.compose(message, live, now));
        } catch (RuntimeException | StackOverflowError e) {
            settlement.drop(message, MessageState.FAILED, "its mail could not be made: " + cause(e));
            return Optional.empty();
        }
    }

    private static String cause(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** A message with its mail, ready to be sent. */
    private record Parcel(QueuedMessage message, OutgoingMail mail, DeliveryPolicy policy) {}
}
