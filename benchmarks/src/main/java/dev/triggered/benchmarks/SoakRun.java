package dev.triggered.benchmarks;

import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.spi.MailStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The whole library on one store at a steady rate. Times are counted from when a trigger was due, so that a standstill counts for
 * all that it held up.
 */
final class SoakRun {
    private static final Duration MOST_BETWEEN_SAMPLES = Duration.ofSeconds(30);
    private static final int FEWEST_SAMPLES = 6;
    private static final int THREADS = 8;
    private static final double MICRO = 1e3;
    private static final double MEGA = 1e6;
    private static final ExternalEvent EVENT = ExternalEvent.named("order");

    private final MailStore store;
    private final Supplier<Map<String, Long>> sizes;
    private final long interval;
    private final Map<String, Long> open = new ConcurrentHashMap<>();
    private final SoakTimes accepted = new SoakTimes();
    private final SoakTimes sent = new SoakTimes();
    private long triggered;

    SoakRun(MailStore store, Supplier<Map<String, Long>> sizes, int rate) {
        this.store = store;
        this.sizes = sizes;
        this.interval = TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /**
     * Runs for a time, prints a line now and then, and in the end how the last third compares with the first. What comes before the
     * first line only warms up.
     */
    void run(String name, Duration time) throws InterruptedException {
        SoakTable table = new SoakTable(name);
        long step = Math.min(time.toNanos() / FEWEST_SAMPLES, MOST_BETWEEN_SAMPLES.toNanos());
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try (TriggeredMail mail = start()) {
            long start = System.nanoTime();
            triggerUntil(mail, callers, start, step);
            sample();
            for (long end = 2 * step; end <= time.toNanos(); end += step) {
                triggerUntil(mail, callers, start, end);
                table.add(Duration.ofNanos(end), sample());
            }
        } finally {
            callers.shutdown();
        }
        table.end();
    }

    private void triggerUntil(TriggeredMail mail, ExecutorService callers, long start, long end)
            throws InterruptedException {
        for (long due = triggered * interval; due < end; due = triggered * interval) {
            long dueAt = start + due;
            long number = triggered++;
            TimeUnit.NANOSECONDS.sleep(dueAt - System.nanoTime());
            callers.execute(() -> trigger(mail, number, dueAt));
        }
    }

    private void trigger(TriggeredMail mail, long number, long due) {
        String recipient = "reader" + number + "@example.com";
        open.put(recipient, due);
        mail.trigger(EVENT, Trigger.to(recipient).id("order-" + number).with("order", SampleOrders.text(number)))
                .orThrow();
        accepted.add(System.nanoTime() - due);
    }

    private void onStep(MessageStep step) {
        Long due = step.state() == MessageState.SENT
                ? open.remove(step.message().recipient().toString())
                : null;
        if (due != null) {
            sent.add(System.nanoTime() - due);
        }
    }

    private Map<String, Double> sample() {
        Map<String, Double> sample = new TreeMap<>();
        accepted.drain("accept", sample, MICRO);
        sent.drain("sent", sample, MICRO);
        sample.put("not-sent-yet", (double) open.size());
        sizes.get().forEach((name, bytes) -> sample.put(name + "-mb", bytes / MEGA));
        System.gc();
        sample.put(
                "heap-mb",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA);
        return sample;
    }

    private TriggeredMail start() {
        return TriggeredMail.builder().senderDomain("notify.acme.example").stream(MailStream.named("order")
                        .on(EVENT)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .template("order")
                        .build())
                .templates(name -> new ConstantTemplate())
                .dispatcher(new NoDispatcher(() -> {}))
                .store(store)
                .settings(MailSettings.standard().listener(this::onStep))
                .start();
    }
}
