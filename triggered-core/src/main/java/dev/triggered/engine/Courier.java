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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a claimed message to the dispatcher, unless it expired, cannot be made, or is no longer this node's. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

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
     * Carries a message. Throws nothing; {@code done} is called exactly once, when the message is settled, with the time of its
     * next attempt or {@link Instant#MAX}.
     */
    void carry(QueuedMessage message, LaneDispatcher dispatcher, Consumer<Instant> done) {
        boolean underWay = false;
        try {
            underWay = hand(message, dispatcher, done);
        } catch (RuntimeException e) {
            LOG.error(
                    "message {} could not be taken to the dispatcher",
                    message.info().id(),
                    e);
        } finally {
            if (!underWay) {
                done.accept(Instant.MAX);
            }
        }
    }

    /** Returns whether {@code done} was called or will be. */
    private boolean hand(QueuedMessage message, LaneDispatcher dispatcher, Consumer<Instant> done) {
        Optional<LiveStream> live = catalog.stream(message.info().stream());
        if (live.isEmpty()) {
            settlement.drop(message, MessageState.FAILED, "no stream is named '" + message.info().stream() + "'");
            return false;
        }
        Optional<OutgoingMail> mail = make(message, live.get());
        MessageId id = message.info().id();
        if (mail.isEmpty() || !outbox.begin(Set.of(id)).contains(id)) {
            return false;
        }
        settlement.begin(message);
        DeliveryPolicy policy = live.get().stream().delivery();
        try {
            dispatcher.send(mail.get(), result -> done.accept(settlement.settle(message, policy, result)));
        } catch (RuntimeException e) {
            LOG.error("the dispatcher did not take message {}", id, e);
            SmtpReply reply = SmtpReply.none("4.3.0", "the dispatcher did not take it: " + e.getMessage());
            done.accept(settlement.settle(message, policy, new SendResult.Deferred("", reply)));
        }
        return true;
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
}
