package dev.triggered.testkit;

import dev.triggered.Attempt;
import dev.triggered.EmailAddress;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Priority;
import dev.triggered.SendResult;
import dev.triggered.Suppression;
import dev.triggered.SuppressionReason;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.Waker;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A new store for each test, and the steps that tests of a store take. */
abstract class StoreScenarios {
    static final Instant START = Samples.START;
    static final String LANE = "orders";

    final ManualClock clock = ManualClock.at(START);
    private final Supplier<MailStore> factory;
    private MailStore store;

    StoreScenarios(Supplier<MailStore> factory) {
        this.factory = factory;
    }

    @BeforeEach
    void open() {
        store = factory.get();
        store.open(clock, Waker.none());
    }

    @AfterEach
    void close() {
        store.close();
    }

    final MailStore store() {
        return store;
    }

    final Outbox outbox() {
        return store.outbox();
    }

    /** Returns a message of the lane that is due now. */
    final QueuedMessage message() {
        return messageDue(0);
    }

    /** Returns a message of the lane that is due so many seconds after the start. */
    static QueuedMessage messageDue(long second) {
        return Samples.message(LANE, START, START.plusSeconds(second));
    }

    /** Returns a message of the lane and of a priority that is due so many seconds after the start. */
    static QueuedMessage messageDue(long second, Priority priority) {
        Instant due = START.plusSeconds(second);
        return Samples.message(LANE, new QueuedMessage.Schedule(priority, START, due, due, Instant.MAX));
    }

    final Acceptance accept(NewMessage message) {
        return outbox().accept(List.of(message)).get(0);
    }

    final QueuedMessage accepted(QueuedMessage message) {
        outbox().accept(List.of(NewMessage.of(message)));
        return message;
    }

    final QueuedMessage claimed() {
        accepted(message());
        return outbox().claim(LANE, 1).get(0);
    }

    final QueuedMessage begun() {
        QueuedMessage message = claimed();
        outbox().begin(Set.of(id(message)));
        return message;
    }

    final List<MessageId> claimAll() {
        return ids(outbox().claim(LANE, 1_000));
    }

    final MessageHistory history(QueuedMessage message) {
        return store.log()
                .find(id(message))
                .orElseThrow(() -> new AssertionError("the log does not know " + id(message)));
    }

    final void retried(QueuedMessage message, Instant due, SendResult result) {
        outbox().record(List.of(new Outcome.Retried(id(message), due, attempt(message, result))));
    }

    final void ended(QueuedMessage message, MessageState state, SendResult result) {
        outbox().record(List.of(new Outcome.Ended(id(message), state, attempt(message, result), Instant.MIN)));
    }

    final Attempt attempt(QueuedMessage message, SendResult result) {
        return new Attempt(message.attempts() + 1, clock.instant(), result);
    }

    static MessageId id(QueuedMessage message) {
        return message.info().id();
    }

    static List<MessageId> ids(QueuedMessage... messages) {
        return ids(Arrays.asList(messages));
    }

    static List<MessageId> ids(List<QueuedMessage> messages) {
        return messages.stream().map(StoreScenarios::id).toList();
    }

    /** Returns an idempotency key, made from two small numbers. */
    static NewMessage.IdempotencyKey key(int occurrence, int fingerprint) {
        return new NewMessage.IdempotencyKey(hash(occurrence), hash(fingerprint));
    }

    private static String hash(int number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    /** Returns a suppression of an address. */
    static SuppressionList.Entry entry(String address, SuppressionReason reason, long stream) {
        EmailAddress key = EmailAddress.parse(EmailAddress.parse(address).key());
        return new SuppressionList.Entry(key, reason, stream, new Suppression.Origin(START, "ana", "a note"));
    }
}
