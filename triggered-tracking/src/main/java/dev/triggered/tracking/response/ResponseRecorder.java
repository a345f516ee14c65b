package dev.triggered.tracking.response;

import dev.triggered.feedback.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes responses from readers' threads, which never wait for it, and records them on its own. Keeps at most twice as many as fit into
 * its queue, and counts what it drops beyond that.
 */
final class ResponseRecorder implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseRecorder.class);
    private static final long LOOK_MILLIS = 100;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ResponseSink sink;
    private final InstantSource clock;
    private final int capacity;
    private final BlockingQueue<Heard> queue;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong dropped = new AtomicLong();
    private final ClickBursts bursts = new ClickBursts();
    private final List<Response> unrecorded = new ArrayList<>();
    private Duration pause = Duration.ZERO;
    private Instant next = Instant.MIN;

    ResponseRecorder(ResponseSink sink, InstantSource clock, int capacity) {
        this.sink = sink;
        this.clock = clock;
        this.capacity = capacity;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /** Takes a response, or drops it where too many wait. Called by any thread. */
    void offer(Heard heard) {
        if (closing.getCount() == 0 || !queue.offer(heard)) {
            dropped.incrementAndGet();
        }
    }

    long dropped() {
        return dropped.get();
    }

    /** Has the thread record what is there, and end. */
    void close() {
        closing.countDown();
    }

    @Override
    public void run() {
        try {
            while (closing.getCount() > 0) {
                take();
                unrecorded.addAll(bursts.due(clock.instant()));
                record();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            recordLast();
        }
    }

    /** Waits a short time for responses, and takes them as far as there is room for them. */
    private void take() throws InterruptedException {
        if (bursts.size() + unrecorded.size() >= capacity) {
            boolean unused = closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        Heard first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        while (first != null) {
            bursts.add(first);
            first = bursts.size() + unrecorded.size() < capacity ? queue.poll() : null;
        }
    }

    private void record() {
        if (unrecorded.isEmpty() || clock.instant().isBefore(next)) {
            return;
        }
        try {
            sink.record(List.copyOf(unrecorded));
            unrecorded.clear();
            pause = Duration.ZERO;
            next = Instant.MIN;
        } catch (RuntimeException e) {
            if (pause.isZero()) {
                LOG.warn("responses cannot be recorded, which is tried again until it works: {}", e.toString());
            }
            Duration twice = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            next = clock.instant().plus(pause);
        }
    }

    private void recordLast() {
        for (Heard heard = queue.poll(); heard != null; heard = queue.poll()) {
            bursts.add(heard);
        }
        unrecorded.addAll(bursts.all());
        next = Instant.MIN;
        record();
        if (!unrecorded.isEmpty()) {
            LOG.warn("{} responses are lost: they could not be recorded before the end", unrecorded.size());
            dropped.addAndGet(unrecorded.size());
        }
    }
}
