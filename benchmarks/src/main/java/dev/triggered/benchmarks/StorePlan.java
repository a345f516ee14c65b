package dev.triggered.benchmarks;

import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUpMillis for how long each contender accepts, and then goes from end to end, before all else: the compiler of the JVM takes
 *     most of a processor until it has done so tens of thousands of times
 * @param warmUps how often each contender has a turn that does not count
 * @param rounds how often each contender has its turn
 * @param acceptMillis how long one by one is accepted
 * @param share the part of the full number of messages
 * @param backlog how many messages wait in the large backlog
 * @param latencies how often a latency is taken
 */
record StorePlan(
        long warmUpMillis, int warmUps, int rounds, long acceptMillis, double share, int backlog, int latencies) {
    static final List<Integer> THREADS = List.of(1, 8, 64);
    static final int SMALL_BACKLOG = 10_000;

    static StorePlan full() {
        return new StorePlan(25_000, 1, 5, 2_000, 1, 1_000_000, 200);
    }

    static StorePlan quick() {
        return new StorePlan(1_000, 1, 1, 500, 0.1, 100_000, 20);
    }

    /** Returns the plan of a round that does not count. */
    StorePlan warmUp() {
        return new StorePlan(0, 0, 1, Math.min(acceptMillis, 1_000), share, backlog, latencies);
    }

    /** Returns how many preloaded messages a contender drains, by how fast it is: each takes a second or more. */
    int drained(String contender) {
        return scaled(
                switch (contender) {
                    case "triggered" -> 30_000;
                    case "db-scheduler" -> 12_000;
                    case "transaction-outbox" -> 6_000;
                    default -> 3_000;
                });
    }

    /** Returns how many messages a contender takes from trigger to done. */
    int endToEnd(String contender) {
        return scaled(
                switch (contender) {
                    case "triggered", "embedded" -> 10_000;
                    case "JobRunr" -> 3_000;
                    default -> 5_000;
                });
    }

    private int scaled(int count) {
        return (int) (count * share);
    }
}
