package dev.triggered.benchmarks;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.gruelbox.transactionoutbox.TransactionOutboxEntry;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * transaction-outbox, which deletes a row when its call has returned: {@code SKIP LOCKED}, an executor of our size that takes what
 * was committed, {@code flush} in a loop for what waits, and no unique request id, which would keep each row.
 */
final class TransactionOutboxStore implements StoreContender {
    private static final int THREADS = 16;
    private static final int BATCH = 1_000;

    private final HikariDataSource database;
    private final TransactionManager transactions;
    private final TransactionOutbox outbox;
    private final AtomicLong preloaded = new AtomicLong();
    private volatile Progress progress = new Progress(1);
    private volatile @Nullable ExecutorService executor;
    private @Nullable Workers flusher;

    TransactionOutboxStore(HikariDataSource database) {
        this.database = database;
        transactions = TransactionManager.fromDataSource(database);
        outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                .instantiator(Instantiator.using(type -> (Handler) text -> progress.handled()))
                .submitter(new Running())
                .build();
    }

    @Override
    public void accept(long number) {
        transactions.inTransaction(() -> schedule(number));
    }

    @Override
    public void preload(int count) {
        long start = preloaded.getAndAdd(count);
        for (long from = start; from < start + count; from += BATCH) {
            long first = from;
            long end = Math.min(start + count, from + BATCH);
            transactions.inTransaction(() -> {
                for (long number = first; number < end; number++) {
                    schedule(number);
                }
            });
        }
        Sql.run(database, "UPDATE txno_outbox SET nextattempttime = nextattempttime - interval '1 hour'");
    }

    @Override
    public void start(Progress next) {
        progress = next;
        executor = Executors.newFixedThreadPool(THREADS);
        flusher = Workers.start(1, () -> {
            if (!outbox.flush()) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return true;
        });
    }

    @Override
    public void stop() {
        ExecutorService running = executor;
        executor = null;
        if (flusher != null) {
            flusher.stop();
        }
        if (running != null) {
            running.shutdown();
        }
    }

    @Override
    public boolean isSettled() {
        return Sql.value(database, "SELECT count(*) FROM txno_outbox").equals("0");
    }

    @Override
    public void clear() {
        Sql.run(database, "TRUNCATE txno_outbox");
    }

    @Override
    public void close() {
        database.close();
    }

    private void schedule(long number) {
        outbox.schedule(Handler.class).handle(SampleOrders.text(number));
    }

    /** What is called for each message. */
    interface Handler {
        void handle(String text);
    }

    /** Leaves entries in the table while nothing is to be handled. */
    private final class Running implements Submitter {
        @Override
        public void submit(TransactionOutboxEntry entry, Consumer<TransactionOutboxEntry> local) {
            ExecutorService running = executor;
            if (running != null) {
                running.execute(() -> local.accept(entry));
            }
        }
    }
}
