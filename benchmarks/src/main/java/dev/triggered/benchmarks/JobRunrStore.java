package dev.triggered.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jobrunr.jobs.annotations.Job;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr, which keeps a row per job and updates it as it goes on: job requests instead of analysed lambdas, Jackson, the shortest
 * poll interval that it allows, and its enqueuing of streams to preload.
 */
final class JobRunrStore implements StoreContender {
    private static final int WORKERS = 64;
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

    private final HikariDataSource database;
    private final JsonMapper json = new Jackson3JsonMapper();
    private final StorageProvider storage;
    private final JobRequestScheduler scheduler;
    private final AtomicLong preloaded = new AtomicLong();
    private final Handler handler = new Handler();
    private @Nullable BackgroundJobServer server;

    JobRunrStore(HikariDataSource database) {
        this.database = database;
        storage = new PostgresStorageProvider(database);
        storage.setJobMapper(new JobMapper(json));
        scheduler = new JobRequestScheduler(storage);
    }

    @Override
    public void accept(long number) {
        scheduler.enqueue(new Request(SampleOrders.text(number)));
    }

    @Override
    public void preload(int count) {
        long start = preloaded.getAndAdd(count);
        scheduler.enqueue(
                LongStream.range(start, start + count).mapToObj(number -> new Request(SampleOrders.text(number))));
    }

    @Override
    public void start(Progress progress) {
        handler.progress = progress;
        BackgroundJobServerConfiguration configuration =
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andPollInterval(SHORTEST_POLL)
                        .andWorkerCount(WORKERS);
        server = new BackgroundJobServer(storage, json, new Activator(), configuration);
        server.start();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    public boolean isSettled() {
        return Sql.value(database, "SELECT count(*) FROM jobrunr_jobs WHERE state <> 'SUCCEEDED'")
                .equals("0");
    }

    @Override
    public void clear() {
        Sql.run(database, "TRUNCATE jobrunr_jobs");
    }

    @Override
    public void close() {
        storage.close();
        database.close();
    }

    /** A job: the text of one message. Public, because JobRunr calls by reflection. */
    public record Request(String text) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** Does nothing with a message. */
    public static final class Handler implements JobRequestHandler<Request> {
        private volatile Progress progress = new Progress(1);

        @Override
        @Job(name = "mail")
        public void run(Request request) {
            progress.handled();
        }
    }

    private final class Activator implements JobActivator {
        @Override
        public <T> T activateJob(Class<T> type) {
            return type.cast(handler);
        }
    }
}
