package dev.triggered.engine;

import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.StoreException;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.QueuedMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes claimed messages to the dispatcher, unless they expired, cannot be made, are no longer this node's, or have become suppressed.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Versions versions;
    private final Composer composer;
    private final Outbox outbox;
    private final Settlement settlement;
    private final InstantSource clock;

    Courier(Versions versions, Composer composer, Outbox outbox, Settlement settlement, InstantSource clock) {
        this.versions = versions;
        this.composer = composer;
        this.outbox = outbox;
        this.settlement = settlement;
        this.clock = clock;
    }

    /**
     * Makes the mails of messages. One that cannot be made or has expired ends here, and {@code done} counts it when that is
     * recorded. Each parcel has entered its stream's turnstile, and leaves it when it has ended or is {@linkplain #keep kept}.
     */
    Packed pack(List<QueuedMessage> messages, Recorded done) {
        List<Parcel> parcels = new ArrayList<>(messages.size());
        List<QueuedMessage> quiet = new ArrayList<>(0);
        for (QueuedMessage message : messages) {
            Optional<LiveStream> live = streamOf(message, done);
            if (live.isPresent() && live.get().turnstile().enter()) {
                pack(message, live.get(), done)
                        .ifPresentOrElse(parcels::add, live.get().turnstile()::leave);
            } else if (live.isPresent()) {
                quiet.add(message);
            }
        }
        return new Packed(parcels, quiet);
    }

    /**
     * Marks messages as begun, all in one step. One whose recipient has become suppressed ends here, and {@code done} counts it when that
     * is recorded. What the store throws goes to the caller: nothing of it may be put on the wire then, and the same call may be made
     * again.
     */
    Begun begin(List<Parcel> parcels, Recorded done) {
        Set<MessageId> ids = new LinkedHashSet<>();
        for (Parcel parcel : parcels) {
            ids.add(parcel.id());
        }
        Set<MessageId> begun = outbox.begin(ids);
        if (begun.size() == parcels.size()) {
            return new Begun(parcels, 0);
        }
        ids.removeAll(begun);
        Map<MessageId, SuppressionReason> suppressed = outbox.suppressed(ids);
        List<Parcel> unbegun =
                parcels.stream().filter(parcel -> !begun.contains(parcel.id())).toList();
        keep(unbegun);
        for (QueuedMessage message : Parcel.messages(unbegun)) {
            SuppressionReason reason = suppressed.get(message.info().id());
            if (reason != null) {
                settlement.drop(message, MessageState.SUPPRESSED, reason.inWords(), done);
            }
        }
        return new Begun(
                parcels.stream().filter(parcel -> begun.contains(parcel.id())).toList(), suppressed.size());
    }

    /** Says that parcels are not sent now. */
    void keep(List<Parcel> parcels) {
        parcels.forEach(parcel -> parcel.turnstile.leave());
    }

    /** Holds messages of quiet streams in the store. What that throws goes to the caller, and the same call may be made again. */
    void park(List<QueuedMessage> messages) {
        Set<MessageId> ids = new LinkedHashSet<>();
        messages.forEach(message -> ids.add(message.info().id()));
        outbox.park(ids);
        for (QueuedMessage message : messages) {
            versions.find(message).filter(live -> !live.state().isQuiet()).ifPresent(versions::wentOn);
        }
    }

    /**
     * Sends a mail whose message was begun. Throws nothing, and tells exactly once how it ended, and once when that is recorded.
     */
    void send(Parcel parcel, LaneDispatcher dispatcher, Answers answers) {
        settlement.begin(parcel.message);
        AtomicBoolean settled = new AtomicBoolean();
        Consumer<SendResult> whenDone = result -> {
            if (settled.compareAndSet(false, true)) {
                parcel.turnstile.leave();
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

    private Optional<LiveStream> streamOf(QueuedMessage message, Recorded done) {
        try {
            Optional<LiveStream> live = versions.find(message);
            if (live.isEmpty()) {
                String reason = "no stream is named '" + message.info().stream() + "'";
                settlement.drop(message, MessageState.FAILED, reason, done);
            }
            return live;
        } catch (RuntimeException e) {
            postpone(message, e, done);
            return Optional.empty();
        }
    }

    private void postpone(QueuedMessage message, RuntimeException cause, Recorded done) {
        SmtpReply reply = SmtpReply.none("4.3.0", "its stream could not be read from the store: " + cause(cause));
        settlement.settle(message, new SendResult.Deferred("", reply), done);
    }

    private Optional<Parcel> pack(QueuedMessage message, LiveStream live, Recorded done) {
        Instant now = clock.instant();
        Instant expires = message.schedule().expires();
        if (!now.isBefore(expires)) {
            settlement.drop(message, MessageState.EXPIRED, "its time ran out at " + expires, done);
            return Optional.empty();
        }
        try {
            OutgoingMail mail = composer.compose(message, versions.of(message, live), now);
            return Optional.of(new Parcel(message, mail, live.turnstile()));
        } catch (StoreException e) {
            postpone(message, e, done);
        } catch (RuntimeException | StackOverflowError e) {
            settlement.drop(message, MessageState.FAILED, "its mail could not be made: " + cause(e), done);
        }
        return Optional.empty();
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

    /** The versions of streams that mails are made from. */
    interface Versions {
        /** Finds the stream of a message, also one that another node has just made. */
        Optional<LiveStream> find(QueuedMessage message);

        /** Returns what the mail of a message is made from. */
        LiveStream.Compiled of(QueuedMessage message, LiveStream live);

        /** Says that messages of a stream were held which has gone on meanwhile. */
        void wentOn(LiveStream live);
    }

    /** Parcels, and the messages of quiet streams. */
    record Packed(List<Parcel> parcels, List<QueuedMessage> quiet) {}

    /** Parcels that were begun, and how many others ended because their recipients are suppressed. */
    record Begun(List<Parcel> parcels, int suppressed) {}

    /** A message with its mail, ready to be sent. */
    record Parcel(QueuedMessage message, OutgoingMail mail, Turnstile turnstile) {
        static List<QueuedMessage> messages(List<Parcel> parcels) {
            return parcels.stream().map(Parcel::message).toList();
        }

        MessageId id() {
            return message.info().id();
        }
    }
}
