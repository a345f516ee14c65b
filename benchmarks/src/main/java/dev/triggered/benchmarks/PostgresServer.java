package dev.triggered.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of its own that answers a commit when it is on the disk, with a database for each contender. */
final class PostgresServer implements AutoCloseable {
    private static final long NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / 100;
    private static final int FIELDS_BEFORE_TIMES = 11;
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "512MB",
            "max_wal_size", "4GB",
            "checkpoint_timeout", "15min",
            "autovacuum", "off",
            "max_connections", "300");

    private final EmbeddedPostgres server;
    private final Path folder;

    private PostgresServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static PostgresServer start(Path folder) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(true)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        SETTINGS.forEach(builder::setServerConfig);
        PostgresServer started = new PostgresServer(builder.start(), folder);
        started.check();
        return started;
    }

    /** Makes a database and returns its URL. */
    String database(String name) {
        Sql.run(server.getPostgresDatabase(), "CREATE DATABASE " + name);
        return server.getJdbcUrl("postgres", name);
    }

    /** Gives a measurement of rows that are there its start: fresh statistics, no dead rows, nothing left to write. */
    void settle(String name) {
        Sql.run(server.getDatabase("postgres", name), "VACUUM (ANALYZE)", "CHECKPOINT");
    }

    /**
     * Gives a measurement on empty tables its start: nothing left to write. They are not vacuumed, as the planner then takes them to
     * stay empty, and plans that it keeps read them from end to end as they grow.
     */
    void checkpoint() {
        Sql.run(server.getPostgresDatabase(), "CHECKPOINT");
    }

    String version() {
        return Sql.value(server.getPostgresDatabase(), "SHOW server_version");
    }

    /** Returns the CPU time of all processes of the server so far, also of those that have ended. */
    long cpuNanos() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .orElseThrow(() -> new IOException("the server is not running"));
        long ticks = ticks(postmaster.pid(), 4);
        for (ProcessHandle child : postmaster.children().toList()) {
            ticks += ticks(child.pid(), 2);
        }
        return ticks * NANOS_PER_TICK;
    }

    /** Adds up the first of utime, stime, cutime and cstime. */
    private static long ticks(long process, int times) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
        } catch (IOException e) {
            return 0; // of a process that has just ended
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += Long.parseLong(fields[FIELDS_BEFORE_TIMES + i]);
        }
        return sum;
    }

    private void check() {
        SETTINGS.forEach((name, wanted) -> {
            String actual = Sql.value(server.getPostgresDatabase(), "SHOW " + name);
            if (!actual.equals(wanted)) {
                throw new IllegalStateException(name + " is " + actual + " instead of " + wanted);
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
