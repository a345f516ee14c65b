package dev.triggered.benchmarks;

import dev.triggered.Attempt;
import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our store without the engine: messages with an idempotency key, handled in batches that are claimed, begun and recorded. */
final class TriggeredStore implements StoreContender {
    static final String LANE = "order";
    private static final int BATCH = 200;
    private static final int LOADERS = 4;
    private static final int WORKERS = 4;
    private static final EmailAddress RECIPIENT = EmailAddress.parse("jane@example.com");
    private static final SendResult TAKEN =
            new SendResult.Accepted("relay.example:25", new SmtpReply(250, "2.0.0", "taken"));

    private final StoreSource source;
    private final AtomicLong preloaded = new AtomicLong(1L << 40);
    private MailStore store;
    private @Nullable Workers workers;

    TriggeredStore(StoreSource source) {
        this.source = source;
        this.store = open(source);
    }

    /** Returns a store that nobody but the caller listens to. */
    static MailStore open(StoreSource source) {
        MailStore store = source.create();
        store.open(new WallTime(), Waker.none());
        return store;
    }

    /** Returns a message that is due. */
    static NewMessage message(long number) {
        Instant now = Instant.now();
        String digits = String.format(Locale.ROOT, "%032d", number);
        QueuedMessage message = new QueuedMessage(
                new MessageInfo(new MessageId(digits.substring(6)), LANE, 1, RECIPIENT),
                new QueuedMessage.Route(0, LANE),
                new QueuedMessage.Content(
                        Contact.of(RECIPIENT.toString()),
                        Purpose.ORDER_CONFIRMATION,
                        PlainData.empty().with("order", SampleOrders.text(number)),
                        List.of(),
                        Locale.ENGLISH),
                new QueuedMessage.Schedule(Priority.NORMAL, now, now, now, Instant.MAX),
                0);
        return NewMessage.of(message).key(new IdempotencyKey(digits, digits));
    }

    @Override
    public void accept(long number) {
        store.outbox().accept(List.of(message(number)));
    }

    @Override
    public void preload(int count) {
        long start = preloaded.getAndAdd(count);
        AtomicLong next = new AtomicLong(start);
        Workers loaders = Workers.start(LOADERS, () -> {
            long from = next.getAndAdd(BATCH);
            long to = Math.min(start + count, from + BATCH);
            List<NewMessage> batch = new ArrayList<>(BATCH);
            for (long number = from; number < to; number++) {
                batch.add(message(number));
            }
            store.outbox().accept(batch);
            return to < start + count;
        });
        loaders.await();
    }

    @Override
    public void start(Progress progress) {
        Outbox outbox = store.outbox();
        workers = Workers.start(WORKERS, () -> {
            try {
                handle(outbox, progress);
                return true;
            } catch (RuntimeException e) {
                progress.fail(e);
                throw e;
            }
        });
    }

    private static void handle(Outbox outbox, Progress progress) throws InterruptedException {
        List<QueuedMessage> claimed = outbox.claim(LANE, BATCH);
        if (claimed.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
            return;
        }
        Set<MessageId> ids =
                claimed.stream().map(message -> message.info().id()).collect(Collectors.toSet());
        Set<MessageId> begun = outbox.begin(ids);
        progress.begun();
        Instant now = Instant.now();
        List<Outcome> outcomes = new ArrayList<>(claimed.size());
        for (QueuedMessage message : claimed) {
            if (begun.contains(message.info().id())) {
                Attempt attempt = new Attempt(message.attempts() + 1, now, TAKEN);
                outcomes.add(new Outcome.Ended(message.info().id(), MessageState.SENT, attempt, Instant.MIN));
            }
        }
        outbox.record(outcomes);
        progress.handled(outcomes.size());
    }

    @Override
    public void stop() {
        if (workers != null) {
            workers.stop();
        }
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public void clear() {
        store.close();
        source.clear();
        store = open(source);
    }

    @Override
    public void close() {
        store.close();
        source.close();
    }
}
