package dev.triggered.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler, which keeps a row per task and deletes it afterwards: lock-and-fetch, plain bytes instead of Java serialisation,
 * immediate execution, and {@code scheduleBatch} to preload.
 */
final class DbSchedulerStore implements StoreContender {
    private static final int THREADS = 16;
    private static final double REFILL_BELOW = 0.5;
    private static final double FETCH_UP_TO = 4.0;
    private static final int BATCH = 1_000;
    private static final String[] SCHEMA = {
        """
        CREATE TABLE scheduled_tasks (
            task_name text NOT NULL,
            task_instance text NOT NULL,
            task_data bytea,
            execution_time timestamptz NOT NULL,
            picked boolean NOT NULL,
            picked_by text,
            last_success timestamptz,
            last_failure timestamptz,
            consecutive_failures integer,
            last_heartbeat timestamptz,
            version bigint NOT NULL,
            priority smallint,
            state text,
            PRIMARY KEY (task_name, task_instance)
        )""",
        "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
        "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)"
    };

    private final HikariDataSource database;
    private final SchedulerClient client;
    private final OneTimeTask<String> task;
    private final AtomicLong preloaded = new AtomicLong(1L << 40);
    private volatile Progress progress = new Progress(1);
    private volatile @Nullable Scheduler scheduler;

    DbSchedulerStore(HikariDataSource database) {
        this.database = database;
        Sql.run(database, SCHEMA);
        task = Tasks.oneTime("mail", String.class).execute((instance, context) -> progress.handled());
        client = SchedulerClient.Builder.create(database, task)
                .serializer(new Bytes())
                .build();
    }

    @Override
    public void accept(long number) {
        Scheduler running = scheduler;
        (running == null ? client : running).scheduleIfNotExists(instance(number), Instant.now());
    }

    @Override
    public void preload(int count) {
        long start = preloaded.getAndAdd(count);
        Instant due = Instant.now();
        for (long from = start; from < start + count; from += BATCH) {
            List<TaskInstance<?>> batch = LongStream.range(from, Math.min(start + count, from + BATCH))
                    .<TaskInstance<?>>mapToObj(this::instance)
                    .toList();
            client.scheduleBatch(batch, due);
        }
    }

    @Override
    public void start(Progress next) {
        progress = next;
        Scheduler started = Scheduler.create(database, task)
                .serializer(new Bytes())
                .threads(THREADS)
                .pollingInterval(Duration.ofMillis(100))
                .pollUsingLockAndFetch(REFILL_BELOW, FETCH_UP_TO)
                .enableImmediateExecution()
                .build();
        started.start();
        scheduler = started;
    }

    @Override
    public void stop() {
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
        }
        scheduler = null;
    }

    @Override
    public boolean isSettled() {
        return Sql.value(database, "SELECT count(*) FROM scheduled_tasks").equals("0");
    }

    @Override
    public void clear() {
        Sql.run(database, "TRUNCATE scheduled_tasks");
    }

    @Override
    public void close() {
        database.close();
    }

    private TaskInstance<String> instance(long number) {
        return task.instance(Long.toString(number), SampleOrders.text(number));
    }

    private static final class Bytes implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return ((String) data).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return type.cast(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
