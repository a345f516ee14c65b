package dev.triggered.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A broadcast to a million rows of a CSV file in a small heap: on a store in memory, on an embedded one, and on an embedded one whose process
 * is killed in the middle. No mail is put on the wire.
 */
public final class BroadcastBenchmark {
    private static final int ROWS = 1_000_000;
    private static final String HEAP = "-Xmx64m";
    private static final Path TARGET = Path.of("benchmarks", "target", "broadcast");

    private final Path csv;
    private final int rows;

    private BroadcastBenchmark(Path csv, int rows) {
        this.csv = csv;
        this.rows = rows;
    }

    /**
     * Runs the benchmark.
     *
     * @param args nothing, or {@code --quick} for a tenth of the rows
     * @throws IOException if the file cannot be written, or a process ended
     */
    public static void main(String[] args) throws IOException {
        int rows = Arrays.asList(args).contains("--quick") ? ROWS / 10 : ROWS;
        Path csv = write(rows);
        System.out.printf(Locale.ROOT, "%,d rows, %s%n%-30s %10s %10s%n", rows, HEAP, "", "rows/s", "heap MB");
        BroadcastBenchmark benchmark = new BroadcastBenchmark(csv, rows);
        benchmark.run("memory", "memory", 0);
        benchmark.run("embedded", folder(), 0);
        benchmark.run("embedded, killed in the middle", folder(), rows / 2);
    }

    private static Path write(int rows) throws IOException {
        Files.createDirectories(TARGET);
        Path csv = TARGET.resolve("people-" + rows + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("address,name,locale,plan,seats\n");
            for (int row = 0; row < rows; row++) {
                out.write("reader" + row + "@example.com,Reader " + row + ",en,Gold," + row % 9 + "\n");
            }
        }
        return csv;
    }

    private static String folder() {
        return TARGET.resolve("store-" + UUID.randomUUID()).toString();
    }

    private void run(String name, String store, int kill) throws IOException {
        if (kill > 0) {
            runAndDie(store, kill);
        }
        try (ChildProcess process = ChildProcess.start(List.of(HEAP), BroadcastLoad.class, csv.toString(), store)) {
            String answer = process.answer();
            while (!answer.startsWith("done")) {
                answer = process.answer();
            }
            String[] parts = answer.split(" ", -1);
            if (Long.parseLong(parts[3]) != rows || Integer.parseInt(parts[4]) != 1) {
                throw new IllegalStateException("not each row was sent once: " + answer);
            }
            double rate = rows / Double.parseDouble(parts[1]);
            System.out.printf(Locale.ROOT, "%-30s %10.0f %10.1f%n", name, rate, Double.parseDouble(parts[2]));
        }
    }

    private void runAndDie(String store, int kill) throws IOException {
        ChildProcess process = ChildProcess.start(List.of(HEAP), BroadcastLoad.class, csv.toString(), store);
        while (Long.parseLong(process.answer().split(" ", -1)[1]) < kill) {
            // It is not in the middle yet.
        }
        process.kill();
    }
}
