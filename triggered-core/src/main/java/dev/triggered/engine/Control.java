package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.StoreException;
import dev.triggered.spi.BroadcastStore;
import dev.triggered.spi.BroadcastStore.Stage;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.MessageLog;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.StreamRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What streams and events are controlled through: the catalog, the registry, and the messages of a stream. */
final class Control {
    private static final int STEP = 200;
    private static final long PATIENCE_SECONDS = 30;
    /** How often it looks for messages that a lane is about to hold. */
    private static final int LOOKS = 20;

    private static final int STREAM_LOOKS = 200;

    private static final int BROADCAST_LOOKS = 1_200;
    private static final int LISTED = 1_000;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Registrar registrar;
    private final ProgramBook programs;
    private final Launch launch;
    private final Outbox outbox;
    private final MessageLog log;
    private final BroadcastStore broadcasts;
    private final Settlement settlement;

    Control(Registrar registrar, ProgramBook programs, MailStore store, Launch launch, Settlement settlement) {
        this.registrar = registrar;
        this.programs = programs;
        this.launch = launch;
        this.outbox = store.outbox();
        this.log = store.log();
        this.broadcasts = store.broadcasts();
        this.settlement = settlement;
    }

    /** Returns a name for the record, if it can be one. */
    static String requireWho(String who) {
        try {
            return ExternalEvent.named(who).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "whoever changes something has a name of 1 to 100 printable characters", e);
        }
    }

    Catalog catalog() {
        return registrar.catalog();
    }

    StreamRegistry registry() {
        return registrar.registry();
    }

    Launch launch() {
        return launch;
    }

    Catalog change(String who, Edit edit) {
        return registrar.change(who, edit);
    }

    void awaitQuiet(long epoch) {
        registrar.awaitQuiet(epoch);
    }

    /** Returns the programs, which may use a stream or an event. */
    ProgramBook programs() {
        return programs;
    }

    boolean holdsAny(long stream) {
        return outbox.holdsAny(stream);
    }

    /** Ends all messages of a quiet stream that nobody is sending, within ten seconds; returns how many. */
    int discard(long stream, String reason) {
        int ended = 0;
        for (int looks = 0; looks < STREAM_LOOKS && outbox.holdsAny(stream); looks++) {
            ended += end(() -> outbox.claimOf(stream, STEP), reason);
            registrar.awaitChange(LOOK_NANOS);
        }
        return ended;
    }

    /** Ends all messages of a broadcast whose stream is quiet; returns whether there are no more within a minute. */
    boolean discardBroadcast(long broadcast, String reason) {
        for (int looks = 0;
                looks < BROADCAST_LOOKS && broadcasts.waiting(broadcast, 1).all() > 0;
                looks++) {
            int unused = end(() -> outbox.claimOfBroadcast(broadcast, STEP), reason);
            registrar.awaitChange(LOOK_NANOS);
        }
        return broadcasts.waiting(broadcast, 1).all() == 0;
    }

    /** Ends a message unless it is begun; returns where it is then, or empty where it is not known. */
    Optional<MessageState> cancel(MessageId id, String reason) {
        for (int looks = 0; looks < LOOKS; looks++) {
            Optional<QueuedMessage> claimed = outbox.claim(id);
            claimed.ifPresent(message -> end(List.of(message), reason));
            Optional<MessageState> state = log.find(id).map(MessageHistory::state);
            if (state.isEmpty()) {
                return claimed.map(message -> MessageState.CANCELLED);
            }
            if (state.get().isEnd() || state.get() == MessageState.SENDING) {
                return state;
            }
            registrar.awaitChange(LOOK_NANOS);
        }
        return Optional.of(MessageState.SENDING);
    }

    /** Says which broadcasts of a stream may go on. */
    List<String> broadcastsOf(long stream) {
        return broadcasts.list(LISTED).stream()
                .filter(entry -> entry.stream() == stream && entry.standing().stage() == Stage.READING)
                .map(entry -> "broadcast '" + entry.id() + "', which is " + BroadcastMeter.state(entry.standing())
                        + ": cancel it")
                .toList();
    }

    /** Ends what is claimed, step by step, until nothing is; returns how many. */
    private int end(Supplier<List<QueuedMessage>> claim, String reason) {
        int ended = 0;
        for (List<QueuedMessage> some = claim.get(); !some.isEmpty(); some = claim.get()) {
            end(some, reason);
            ended += some.size();
        }
        return ended;
    }

    private void end(List<QueuedMessage> messages, String reason) {
        CountDownLatch recorded = new CountDownLatch(messages.size());
        Recorded done = (outcomes, due) -> {
            for (int i = 0; i < outcomes; i++) {
                recorded.countDown();
            }
        };
        messages.forEach(message -> settlement.drop(message, MessageState.CANCELLED, reason, done));
        await(recorded);
    }

    private static void await(CountDownLatch recorded) {
        try {
            if (!recorded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw StoreException.passing("the store has not recorded within " + PATIENCE_SECONDS
                        + " s that messages were cancelled: they are cancelled when it does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreException.passing("interrupted while messages were cancelled");
        }
    }

    /** An edit of a draft on top of the catalog that is known by then. */
    interface Edit extends BiConsumer<Draft, Catalog> {}
}
