package dev.triggered.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * One contender in a process of its own. It says {@code ready}, then answers each line of its standard input with one line, and ends
 * with its input.
 *
 * <ul>
 *   <li>{@code accept THREADS MILLISECONDS}: accepts one by one; {@code COUNT NANOSECONDS P50 P99}
 *   <li>{@code preload COUNT}
 *   <li>{@code drain COUNT}: {@code NANOSECONDS CPU-NANOSECONDS}, from the first message handled to the last one recorded; it
 *       goes on until {@code stop}
 *   <li>{@code end THREADS COUNT}: accepts while messages are handled; {@code NANOSECONDS} until the last one is recorded
 *   <li>{@code hand-over COUNT}, {@code other-node COUNT}: {@code P50}, in nanoseconds
 *   <li>{@code clear}
 * </ul>
 */
final class StoreLoad {
    private static final int CONNECTIONS = 16;
    private static final long SETTLING_MILLIS = 1_000;

    private final StoreContender contender;
    private final AtomicLong numbers = new AtomicLong();

    private StoreLoad(StoreContender contender) {
        this.contender = contender;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                StoreContender contender = contender(arguments[0], arguments[1])) {
            StoreLoad load = new StoreLoad(contender);
            System.out.println("ready");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(load.answer(line.split(" ", -1)));
            }
        } catch (UnsupportedOperationException e) {
            System.out.println(e.getMessage());
        }
    }

    private static StoreContender contender(String name, String place) {
        return switch (name) {
            case "triggered" -> new TriggeredStore(StoreSource.postgres(pool(place)));
            case "triggered-library" -> new TriggeredLibrary(StoreSource.postgres(pool(place)));
            case "embedded" -> new TriggeredStore(StoreSource.embedded(Path.of(place)));
            case "embedded-library" -> new TriggeredLibrary(StoreSource.embedded(Path.of(place)));
            case "db-scheduler" -> new DbSchedulerStore(pool(place));
            case "transaction-outbox" -> new TransactionOutboxStore(pool(place));
            case "JobRunr" -> new JobRunrStore(pool(place));
            default -> throw new IllegalArgumentException("no such contender: " + name);
        };
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private String answer(String[] words) throws InterruptedException {
        return switch (words[0]) {
            case "accept" -> accept(Integer.parseInt(words[1]), Long.parseLong(words[2]));
            case "preload" -> {
                contender.preload(Integer.parseInt(words[1]));
                yield "loaded";
            }
            case "drain" -> drain(Integer.parseInt(words[1]));
            case "end" -> endToEnd(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "hand-over" -> Long.toString(((TriggeredLibrary) contender).handOver(Integer.parseInt(words[1])));
            case "other-node" -> Long.toString(((TriggeredLibrary) contender).otherNode(Integer.parseInt(words[1])));
            case "stop" -> {
                contender.stop();
                yield "stopped";
            }
            case "clear" -> {
                contender.clear();
                yield "cleared";
            }
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        };
    }

    private String accept(int threads, long millis) {
        Timings timings = new Timings();
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        Workers workers = Workers.start(threads, () -> {
            LongStream.Builder times = LongStream.builder();
            for (long before = System.nanoTime(); before < end; ) {
                contender.accept(numbers.incrementAndGet());
                long after = System.nanoTime();
                times.add(after - before);
                before = after;
            }
            timings.add(times.build().toArray());
            return false;
        });
        workers.await();
        long nanos = System.nanoTime() - start;
        long[] all = timings.all();
        return all.length + " " + nanos + " " + Quantiles.of(all, 0.5) + " " + Quantiles.of(all, 0.99);
    }

    private String drain(int count) throws InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        Progress progress = new Progress(count);
        contender.start(progress);
        progress.await(contender);
        return (System.nanoTime() - progress.firstNanos()) + " " + (system.getProcessCpuTime() - cpu);
    }

    private String endToEnd(int threads, int count) throws InterruptedException {
        Progress progress = new Progress(count);
        contender.start(progress);
        TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
        AtomicLong left = new AtomicLong(count);
        long start = System.nanoTime();
        Workers workers = Workers.start(threads, () -> {
            if (left.getAndDecrement() <= 0) {
                return false;
            }
            contender.accept(numbers.incrementAndGet());
            return true;
        });
        workers.await();
        progress.await(contender);
        long nanos = System.nanoTime() - start;
        contender.stop();
        return Long.toString(nanos);
    }

    /** The times that several threads measured. */
    private static final class Timings {
        private long[] times = {};

        synchronized void add(long[] more) {
            int end = times.length;
            times = Arrays.copyOf(times, end + more.length);
            System.arraycopy(more, 0, times, end, more.length);
        }

        synchronized long[] all() {
            return times;
        }
    }
}
