package dev.triggered.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Our durable store beside other durable queues on one PostgreSQL server that answers a commit when it is on the disk. Each contender
 * has a process, a pool of 16 connections and a database of its own; they take turns, and the medians of the rounds count. Before
 * each measurement a checkpoint is made, and what was preloaded is vacuumed.
 *
 * <ul>
 *   <li><b>accept</b>: one message of 4 KB per call and transaction, through the API that a host would use
 *   <li><b>drain</b>: messages that were preloaded, from the first one that a handler saw to the last one recorded
 *   <li><b>end to end</b>: from the first call to the last message recorded, handled while more come in; ours is the whole library
 * </ul>
 */
final class StoreBenchmark {
    private static final String OURS = "triggered";
    private static final String LIBRARY = "triggered-library";
    private static final String EMBEDDED = "embedded";
    private static final String EMBEDDED_LIBRARY = "embedded-library";
    private static final List<String> PEERS = List.of("db-scheduler", "transaction-outbox", "JobRunr");
    private static final List<String> ON_SERVER = List.of(OURS, PEERS.get(0), PEERS.get(1), PEERS.get(2));
    private static final List<String> ALL =
            Stream.concat(ON_SERVER.stream(), Stream.of(EMBEDDED)).toList();
    private static final List<String> QUIET = List.of("-Dorg.jboss.logging.provider=slf4j");
    private static final int THREADS = 8;
    private static final int SLICES = 5;
    private static final Path FOLDER = Path.of("benchmarks", "target", "store");

    private final PostgresServer server;
    private final Map<String, ChildProcess> contenders = new LinkedHashMap<>();
    private final StoreFigures figures = new StoreFigures();

    private StoreBenchmark(PostgresServer server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException {
        StorePlan plan = Arrays.asList(arguments).contains("--quick") ? StorePlan.quick() : StorePlan.full();
        try (PostgresServer server = PostgresServer.start(FOLDER.resolve("postgres"))) {
            StoreBenchmark benchmark = new StoreBenchmark(server);
            try {
                benchmark.run(plan);
            } finally {
                for (ChildProcess contender : benchmark.contenders.values()) {
                    contender.close();
                }
            }
        }
    }

    private void run(StorePlan plan) throws IOException {
        System.out.printf("PostgreSQL %s, medians of %d rounds%n", server.version(), plan.rounds());
        for (String name : ON_SERVER) {
            enter(name, server.database(database(name)));
        }
        enter(LIBRARY, server.database(database(LIBRARY)));
        enter(EMBEDDED, FOLDER.resolve("embedded").toString());
        enter(EMBEDDED_LIBRARY, FOLDER.resolve(EMBEDDED_LIBRARY).toString());
        for (String name : ALL) {
            warm(name, plan);
        }
        for (int i = 0; i < plan.warmUps(); i++) {
            round(plan.warmUp());
        }
        figures.clear();
        for (int i = 0; i < plan.rounds(); i++) {
            round(plan);
        }
        if (contenders.containsKey(OURS)) {
            backlogs(plan);
            latencies(plan);
        }
        print();
    }

    private void enter(String name, String place) throws IOException {
        ChildProcess contender = ChildProcess.start(QUIET, StoreLoad.class, name, place);
        String answer = contender.answer();
        if (answer.equals("ready")) {
            contenders.put(name, contender);
        } else {
            System.out.println(name + ": " + answer);
            contender.close();
        }
    }

    private void warm(String name, StorePlan plan) throws IOException {
        if (contenders.containsKey(name)) {
            tell(name, "accept " + THREADS + " " + plan.warmUpMillis());
            tell(name, "clear");
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.warmUpMillis());
        while (System.nanoTime() < end) {
            endToEnd(name, plan);
        }
    }

    private void round(StorePlan plan) throws IOException {
        for (int threads : StorePlan.THREADS) {
            for (String name : ALL) {
                accept(name, threads, plan);
            }
        }
        for (String name : ON_SERVER) {
            if (contenders.containsKey(name)) {
                int count = plan.drained(name);
                load(name, count);
                drain(name, count, "drain");
                tell(name, "clear");
            }
        }
        for (String name : ALL) {
            endToEnd(name, plan);
        }
    }

    private void accept(String name, int threads, StorePlan plan) throws IOException {
        if (!contenders.containsKey(name)) {
            return;
        }
        server.checkpoint();
        long[] answer = ask(name, "accept " + threads + " " + plan.acceptMillis());
        figures.add(name, "accept" + threads, answer[0] * 1e9 / answer[1]);
        figures.add(name, "p50 ms of " + threads, answer[2] / 1e6);
        figures.add(name, "p99 ms of " + threads, answer[3] / 1e6);
        tell(name, "clear");
    }

    private void load(String name, int count) throws IOException {
        tell(name, "preload " + count);
        server.settle(database(name));
    }

    private void drain(String name, int count, String metric) throws IOException {
        long cpu = server.cpuNanos();
        long[] answer = ask(name, "drain " + count);
        long servers = server.cpuNanos() - cpu;
        tell(name, "stop");
        figures.add(name, metric, count * 1e9 / answer[0]);
        figures.add(name, metric + " CPU us", (answer[1] + servers) / 1e3 / count);
    }

    private void endToEnd(String name, StorePlan plan) throws IOException {
        String runner = switch (name) {
            case OURS -> LIBRARY;
            case EMBEDDED -> EMBEDDED_LIBRARY;
            default -> name;
        };
        if (!contenders.containsKey(runner)) {
            return;
        }
        server.checkpoint();
        int count = plan.endToEnd(name);
        long[] answer = ask(runner, "end " + THREADS + " " + count);
        figures.add(name, "end to end", count * 1e9 / answer[0]);
        tell(runner, "clear");
    }

    /** Drains the same number of messages with few and with many waiting. */
    private void backlogs(StorePlan plan) throws IOException {
        for (int i = 0; i < SLICES; i++) {
            load(OURS, StorePlan.SMALL_BACKLOG);
            drain(OURS, StorePlan.SMALL_BACKLOG, "drain of 10k");
            tell(OURS, "clear");
        }
        load(OURS, plan.backlog());
        for (int i = 0; i < SLICES; i++) {
            drain(OURS, StorePlan.SMALL_BACKLOG, "drain of 1m");
        }
        tell(OURS, "clear");
    }

    private void latencies(StorePlan plan) throws IOException {
        server.checkpoint();
        figures.add(OURS, "hand over", ask(LIBRARY, "hand-over " + plan.latencies())[0] / 1e6);
        figures.add(OURS, "other node", ask(LIBRARY, "other-node " + plan.latencies())[0] / 1e6);
        tell(LIBRARY, "clear");
    }

    private void print() {
        figures.table(ALL, List.of("accept1", "accept8", "accept64", "drain", "drain CPU us", "end to end"));
        figures.table(
                ALL,
                StorePlan.THREADS.stream()
                        .flatMap(threads -> List.of("p50 ms of " + threads, "p99 ms of " + threads).stream())
                        .toList());
        figures.table(List.of(OURS), List.of("drain of 10k", "drain of 1m", "hand over", "other node"));
        System.out.println();
        StorePlan.THREADS.forEach(threads -> figures.latencies(OURS, PEERS, threads));
        figures.ratio("store.drain.vs_best_peer", OURS, PEERS, "drain", true);
        figures.ratio("store.drain_cpu.vs_best_peer", OURS, PEERS, "drain CPU us", false);
        figures.ratio("store.end_to_end.vs_best_peer", OURS, PEERS, "end to end", true);
        for (int threads : StorePlan.THREADS) {
            figures.ratio("store.accept" + threads + ".vs_best_peer", OURS, PEERS, "accept" + threads, true);
        }
        figures.ratio("store.drain.1m_vs_10k_backlog", OURS, "drain of 1m", "drain of 10k");
        figures.ratio("store.embedded.accept64_vs_accept1", EMBEDDED, "accept64", "accept1");
        figures.figure("store.embedded.end_to_end_per_s", EMBEDDED, "end to end");
        figures.figure("store.latency.hand_over_p50_ms", OURS, "hand over");
        figures.figure("store.latency.other_node_p50_ms", OURS, "other node");
    }

    private long[] ask(String name, String question) throws IOException {
        return Arrays.stream(tell(name, question).split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private String tell(String name, String question) throws IOException {
        ChildProcess contender = contenders.get(name);
        if (contender == null) {
            throw new IllegalArgumentException("no such contender: " + name);
        }
        return contender.ask(question);
    }

    private static String database(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
