package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.MessageState;
import dev.triggered.StoreException;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.StreamRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** What streams and events are controlled through: the catalog, the registry, and the messages of a stream. */
final class Control {
    private static final int STEP = 200;
    private static final long PATIENCE_SECONDS = 30;
    /** How often it looks for messages that a lane is about to hold. */
    private static final int LOOKS = 20;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Registrar registrar;
    private final ProgramBook programs;
    private final Launch launch;
    private final Outbox outbox;
    private final Settlement settlement;

    Control(Registrar registrar, ProgramBook programs, Launch launch, Outbox outbox, Settlement settlement) {
        this.registrar = registrar;
        this.programs = programs;
        this.launch = launch;
        this.outbox = outbox;
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

    /** Ends all messages of a quiet stream that nobody is sending; returns how many. */
    int discard(long stream, String reason) {
        int ended = 0;
        for (int looks = 0; looks < LOOKS && outbox.holdsAny(stream); looks++) {
            for (List<QueuedMessage> some = outbox.claimOf(stream, STEP);
                    !some.isEmpty();
                    some = outbox.claimOf(stream, STEP)) {
                end(some, reason);
                ended += some.size();
            }
            registrar.awaitChange(LOOK_NANOS);
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
