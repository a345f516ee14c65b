package dev.triggered.web.hook;

import dev.triggered.TriggeredMail;
import dev.triggered.notice.Notices;
import dev.triggered.spi.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The door to webhooks: tells others over HTTP what became of messages, each at least once, and of one message in its order.
 *
 * <pre>{@code
 * Webhooks webhooks = Webhooks.of(mail)
 *         .to(Webhook.to("shop", "https://shop.example/mail", secret)
 *                 .on(MessageState.SENT, MessageState.BOUNCED)
 *                 .build())
 *         .start();
 * }</pre>
 *
 * <p>What is to be told is kept by the store, in the steps that it tells of. Where that is durable, nothing is lost with this process, and
 * several nodes share the work. One webhook never waits for another. Thread-safe.
 */
public final class Webhooks implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final List<HookRun> runs = new ArrayList<>();
    private final Map<HookWorker, Thread> workers = new LinkedHashMap<>();

    private Webhooks(Builder builder) {
        Notices notices = builder.mail.notices();
        for (Webhook hook : builder.hooks.values()) {
            notices.subscribe(hook.subscription());
            HookRun run = new HookRun(hook, notices, builder.time, builder.random);
            HookClient client = new HookClient(hook, builder.time);
            runs.add(run);
            for (int i = 0; i < hook.policy().atOnce(); i++) {
                HookWorker worker = new HookWorker(run, client);
                workers.put(worker, builder.threads.newThread(worker));
            }
        }
        workers.values().forEach(Thread::start);
    }

    /**
     * Begins to configure.
     *
     * @param mail whose messages are told of
     * @return a builder
     */
    public static Builder of(TriggeredMail mail) {
        return new Builder(mail);
    }

    /**
     * Returns how the webhooks are doing.
     *
     * @return one status for each, in the order in which they were added
     * @throws dev.triggered.StoreException if the store failed
     */
    public List<WebhookStatus> status() {
        return runs.stream().map(HookRun::status).toList();
    }

    /**
     * Tells nothing more, and waits up to five seconds for answers that are under way. What was not told is kept, and told when the webhook is
     * started again. Closing twice does nothing.
     */
    @Override
    public void close() {
        runs.forEach(HookRun::close);
        boolean interrupted = false;
        long end = System.nanoTime() + LONGEST_END.toNanos();
        for (Thread thread : workers.values()) {
            interrupted |= !joined(thread, Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
        workers.keySet().forEach(HookWorker::cut);
        for (Thread thread : workers.values()) {
            interrupted |= !joined(thread, LONGEST_END.toMillis());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean joined(Thread thread, long millis) {
        try {
            thread.join(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** The clock of the system. */
    private static final class SystemTime implements TimeSource {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void schedule(Instant due, Runnable task) {
            long millis = Math.max(0, Duration.between(instant(), due).toMillis());
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(task);
        }
    }

    /** Configures {@link Webhooks}. Not thread-safe. */
    public static final class Builder {
        private final TriggeredMail mail;
        private final Map<String, Webhook> hooks = new LinkedHashMap<>();
        private TimeSource time = new SystemTime();
        private RandomGenerator random = new SecureRandom();
        private ThreadFactory threads = Builder::daemon;

        private Builder(TriggeredMail mail) {
            this.mail = mail;
        }

        /**
         * Adds a webhook. Whoever leaves one out that was there before lets go of it: what is kept for it is forgotten after seven days.
         *
         * @param hook the webhook
         * @return this builder
         * @throws IllegalArgumentException if another one has its name
         */
        public Builder to(Webhook hook) {
            if (hooks.putIfAbsent(hook.name(), hook) != null) {
                throw new IllegalArgumentException("two webhooks are named '" + hook.name() + "'");
            }
            return this;
        }

        /**
         * Sets what tells the time, of signatures and of what is tried again: the same as the {@link TriggeredMail}'s.
         *
         * @param source the time; that of the system by default
         * @return this builder
         */
        public Builder time(TimeSource source) {
            this.time = source;
            return this;
        }

        /**
         * Sets where chance comes from, which scatters delays.
         *
         * @param generator a thread-safe generator; a {@link SecureRandom} by default
         * @return this builder
         */
        public Builder random(RandomGenerator generator) {
            this.random = generator;
            return this;
        }

        /**
         * Sets what makes the threads: as many for each webhook as its {@link WebhookPolicy#atOnce()}.
         *
         * @param factory the factory; one of daemon threads by default
         * @return this builder
         */
        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /**
         * Subscribes the webhooks, and begins to tell them.
         *
         * @return what tells them, to be closed before the {@link TriggeredMail}
         * @throws IllegalArgumentException if one names a stream that there is not
         * @throws dev.triggered.StoreException if the store failed
         */
        public Webhooks start() {
            return new Webhooks(this);
        }

        private static Thread daemon(Runnable task) {
            Thread thread = new Thread(task, "triggered-webhook");
            thread.setDaemon(true);
            return thread;
        }
    }
}
