package dev.triggered.benchmarks;

import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageListener;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.MailStore;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The whole library on our store: triggers with an id come in, mails go to a dispatcher that does nothing. */
final class TriggeredLibrary implements StoreContender {
    private static final ExternalEvent EVENT = ExternalEvent.named("order");

    private final StoreSource source;
    private @Nullable TriggeredMail mail;

    TriggeredLibrary(StoreSource source) {
        this.source = source;
    }

    @Override
    public void accept(long number) {
        trigger(started(), number);
    }

    @Override
    public void preload(int count) {
        throw new UnsupportedOperationException("triggers come one by one");
    }

    @Override
    public void start(Progress progress) {
        mail = open(new NoDispatcher(progress::begun), step -> {
            if (step.state() == MessageState.SENT) {
                progress.handled(1);
            }
        });
    }

    @Override
    public void stop() {
        started().close();
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public void clear() {
        source.clear();
    }

    @Override
    public void close() {
        source.close();
    }

    /** Returns the median of the nanoseconds from a trigger to the dispatcher, one trigger at a time. */
    long handOver(int count) throws InterruptedException {
        return latency(count, null);
    }

    /** Returns the median of the nanoseconds from the acceptance by a store to the dispatcher of another node. */
    long otherNode(int count) throws InterruptedException {
        try (MailStore accepting = TriggeredStore.open(source)) {
            return latency(count, accepting);
        }
    }

    private long latency(int count, @Nullable MailStore accepting) throws InterruptedException {
        AtomicLong arrival = new AtomicLong();
        Semaphore arrived = new Semaphore(0);
        Dispatcher dispatcher = new NoDispatcher(() -> {
            arrival.set(System.nanoTime());
            arrived.release();
        });
        long[] times = new long[count];
        try (TriggeredMail sending = open(dispatcher, step -> {})) {
            for (int i = -count / 4; i < count; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
                long start = System.nanoTime();
                if (accepting == null) {
                    trigger(sending, i + count);
                } else {
                    accepting.outbox().accept(List.of(TriggeredStore.message(i + count)));
                }
                arrived.acquire();
                if (i >= 0) {
                    times[i] = arrival.get() - start;
                }
            }
        }
        return Quantiles.of(times, 0.5);
    }

    private TriggeredMail open(Dispatcher dispatcher, MessageListener listener) {
        MailStream stream = MailStream.named(TriggeredStore.LANE)
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .template("order")
                .build();
        return TriggeredMail.builder().senderDomain("notify.acme.example").stream(stream)
                .templates(name -> new ConstantTemplate())
                .dispatcher(dispatcher)
                .store(source.create())
                .settings(MailSettings.standard().listener(listener))
                .start();
    }

    private static void trigger(TriggeredMail mail, long number) {
        Trigger trigger = Trigger.to("jane@example.com").id("order-" + number).with("order", SampleOrders.text(number));
        Verdict verdict = mail.trigger(EVENT, List.of(trigger)).answers().get(0).verdict();
        if (verdict != Verdict.ACCEPTED) {
            throw new IllegalStateException("a trigger was not accepted: " + verdict);
        }
    }

    private TriggeredMail started() {
        if (mail == null) {
            throw new IllegalStateException("not started");
        }
        return mail;
    }
}
