package dev.triggered.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether what waits in programs makes a step that is due dearer: on each durable store ten thousand contacts wait, and a million. 100
 * become due in each second, by a clock that is turned: the wait of each is over, a mail is triggered and sent to nobody, and the next
 * wait begins. The stores take turns, and the medians of the rounds count.
 */
final class ProgramBenchmark {
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int SECONDS = 10;
    private static final Path FOLDER = Path.of("benchmarks", "target", "programs");

    private final StoreFigures figures = new StoreFigures();
    private final PostgresServer server;
    private final boolean quick;

    private ProgramBenchmark(PostgresServer server, boolean quick) {
        this.server = server;
        this.quick = quick;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        try (PostgresServer server = PostgresServer.start(FOLDER.resolve("postgres"))) {
            new ProgramBenchmark(server, quick).run();
        }
        Runtime.getRuntime().halt(0);
    }

    private void run() throws IOException, InterruptedException {
        int many = quick ? MANY / 10 : MANY;
        double embedded = measure("embedded", many, this::embedded);
        double postgresql = measure("postgresql", many, this::postgresql);
        System.out.println();
        figures.table(
                List.of("embedded " + FEW, "embedded " + many, "postgresql " + FEW, "postgresql " + many),
                List.of("µs", "CPU µs"));
        System.out.printf(Locale.ROOT, "%nratio programs.due_step_embedded.1m_vs_10k %.2f%n", embedded);
        System.out.printf(Locale.ROOT, "ratio programs.due_step_postgresql.1m_vs_10k %.2f%n", postgresql);
        System.out.printf(Locale.ROOT, "ratio programs.due_step.1m_vs_10k %.2f%n", Math.max(embedded, postgresql));
    }

    /** Returns how much dearer a step is beside many than beside few. */
    private double measure(String store, int many, Source source) throws IOException, InterruptedException {
        List<ProgramLoad> loads = new ArrayList<>();
        try {
            for (int waiting : List.of(FEW, many)) {
                StoreSource filled = source.of(waiting);
                filled.clear();
                long start = System.nanoTime();
                ProgramLoad.fill(filled, waiting);
                settle(store, waiting);
                System.out.printf(
                        Locale.ROOT,
                        "%s with %,d was filled in %d s%n",
                        store,
                        waiting,
                        (System.nanoTime() - start) / 1_000_000_000);
                loads.add(ProgramLoad.open(filled, waiting));
            }
            int rounds = quick ? 4 : 15;
            for (int round = -1; round < rounds; round++) {
                for (ProgramLoad load : loads) {
                    turn(store + " " + load.waiting(), load, round >= 0);
                }
            }
        } finally {
            loads.forEach(ProgramLoad::close);
        }
        return figures.median(store + " " + many, "µs").orElseThrow()
                / figures.median(store + " " + FEW, "µs").orElseThrow();
    }

    private void turn(String name, ProgramLoad load, boolean counts) throws IOException, InterruptedException {
        long cpu = load.cpuNanos() + server.cpuNanos();
        long start = System.nanoTime();
        int steps = load.take(SECONDS);
        long taken = System.nanoTime() - start;
        if (counts) {
            figures.add(name, "µs", taken / 1e3 / steps);
            figures.add(name, "CPU µs", (load.cpuNanos() + server.cpuNanos() - cpu) / 1e3 / steps);
        }
    }

    private void settle(String store, int waiting) {
        if (store.equals("postgresql")) {
            server.settle(database(waiting));
        }
    }

    private static String database(int waiting) {
        return "programs_" + waiting;
    }

    private StoreSource embedded(int waiting) {
        return StoreSource.embedded(FOLDER.resolve("embedded-" + waiting));
    }

    private StoreSource postgresql(int waiting) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.database(database(waiting)));
        return StoreSource.postgres(new HikariDataSource(config));
    }

    /** Makes stores of one kind. */
    private interface Source {
        StoreSource of(int waiting);
    }
}
