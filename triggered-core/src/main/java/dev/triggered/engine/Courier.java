package dev.triggered.engine;

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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes claimed messages to the dispatcher, unless they expired, cannot be made, or are no longer this node's. */
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
     * Makes the mails of messages. One that cannot be made or has expired ends here, and {@code done} counts it when that is
     * recorded.
     */
    List<Parcel> pack(List<QueuedMessage> messages, Recorded done) {
        List<Parcel> parcels = new ArrayList<>(messages.size());
        for (QueuedMessage message : messages) {
            make(message, done).ifPresent(mail -> parcels.add(new Parcel(message, mail)));
        }
        return parcels;
    }

    /**
     * Marks messages as begun, all in one step; returns those that are still this node's. What the store throws goes to the caller:
     * nothing of it may be put on the wire then, and the same call may be made again.
     */
    List<Parcel> begin(List<Parcel> parcels) {
        Set<MessageId> ids = new LinkedHashSet<>();
        for (Parcel parcel : parcels) {
            ids.add(parcel.id());
        }
        Set<MessageId> begun = outbox.begin(ids);
        return begun.size() == parcels.size()
                ? parcels
                : parcels.stream().filter(parcel -> begun.contains(parcel.id())).toList();
    }

    /**
     * Sends a mail whose message was begun. Throws nothing, and tells exactly once how it ended, and once when that is recorded.
     */
    void send(Parcel parcel, LaneDispatcher dispatcher, Answers answers) {
        settlement.begin(parcel.message);
        AtomicBoolean settled = new AtomicBoolean();
        Consumer<SendResult> whenDone = result -> {
            if (settled.compareAndSet(false, true)) {
                answers.ended.accept(result);
                settle(parcel, result, answers.recorded);
            }
        };
        try {
            dispatcher.send(parcel.mail, whenDone);
        } catch (RuntimeException e) {
            LOG.error("the dispatcher did not take message {}", parcel.id(), e);
            SmtpReply reply = SmtpReply.none("4.3.0", "the dispatcher did not take it: " + cause(e));
            whenDone.accept(new SendResult.Deferred("", reply));
        }
    }

    private void settle(Parcel parcel, SendResult result, Recorded done) {
        try {
            settlement.settle(parcel.message, result, done);
        } catch (RuntimeException e) {
            LOG.error("the end of message {} could not be settled: {}", parcel.id(), result, e);
            done.recorded(1, Instant.MAX);
        }
    }

    private Optional<OutgoingMail> make(QueuedMessage message, Recorded done) {
        Optional<LiveStream> live = catalog.stream(message.info().stream());
        if (live.isEmpty()) {
            String reason = "no stream is named '" + message.info().stream() + "'";
            settlement.drop(message, MessageState.FAILED, reason, done);
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant expires = message.schedule().expires();
        if (!now.isBefore(expires)) {
            settlement.drop(message, MessageState.EXPIRED, "its time ran out at " + expires, done);
            return Optional.empty();
        }
        try {
            return Optional.of(composer.compose(message, live.get(), now));
        } catch (RuntimeException | StackOverflowError e) {
            settlement.drop(message, MessageState.FAILED, "its mail could not be made: " + cause(e), done);
            return Optional.empty();
        }
    }

    private static String cause(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /**
     * Who is told of mails that are sent.
     *
     * @param ended how one ended, at once
     * @param recorded counts it when its outcome is recorded
     */
    record Answers(Consumer<SendResult> ended, Recorded recorded) {}

    /** A message with its mail, ready to be sent. */
    record Parcel(QueuedMessage message, OutgoingMail mail) {
        MessageId id() {
            return message.info().id();
        }
    }
}
