package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.examples.crash.NodeProcess.Fate;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An application is killed (SIGKILL) again and again while it accepts and sends, and a last life without a kill sends the rest:
 * promises 1 and 2. The host does what a host can do: after a crash it triggers again, under the same ids, from the first mail on
 * of which it does not know that it was accepted.
 *
 * <p>A system property says how often, such as {@code -Dtriggered.kills=50}.
 */
abstract class KillSuite {
    private static final int KILLS = Integer.getInteger("triggered.kills", 8);
    private static final long SEED = Long.getLong("triggered.seed", 20_261_123);
    private static final int MOST_LINES = 2_500;
    private static final int EARLY_LINES = 30;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PAUSE_OF_RELAY = Duration.ofMillis(1);

    private final CrashLedger ledger = new CrashLedger();

    /** Returns where the store is. */
    abstract String store();

    /** Ends the process. Is called as soon as that has said enough, and is not waited for by it. */
    void kill(ChildJvm process) {
        process.kill();
    }

    /** Is called after each kill, when the process has gone. */
    void afterKill() throws Exception {}

    @Test
    @Timeout(value = 19, unit = TimeUnit.MINUTES)
    void what_was_acknowledged_arrives_and_twice_only_what_was_in_flight_at_a_kill() throws Exception {
        Random random = new Random(SEED);
        try (SinkProcess sink = SinkProcess.start(PAUSE_OF_RELAY)) {
            for (int kill = 0; kill < KILLS; kill++) {
                boolean early = random.nextInt(5) == 0;
                liveAndDie(sink, 1 + random.nextInt(early ? EARLY_LINES : MOST_LINES));
            }
            long end = ledger.beyond();
            liveToTheEnd(sink, end);
            ledger.check(sink.arrivals(), end);
        }
    }

    private void liveAndDie(SinkProcess sink, int lines) throws Exception {
        long first = ledger.lowestOpen();
        try (NodeProcess life = NodeProcess.start(site(sink), first, Long.MAX_VALUE, new Fate(lines, this::kill))) {
            life.awaitEnd();
            assertThat(life.lines()).as("lines before the end").isGreaterThanOrEqualTo(lines);
            ledger.add(life);
        }
        sink.settle();
        afterKill();
    }

    private Site site(SinkProcess sink) {
        return new Site(store(), LEASE, sink.port());
    }

    private void liveToTheEnd(SinkProcess sink, long end) throws Exception {
        try (NodeProcess life = NodeProcess.start(site(sink), ledger.lowestOpen(), end)) {
            Waiting.whileMailsCome(sink, () -> life.isDone() && sink.count() >= end);
            assertThat(life.end()).as("exit status of the last life").isZero();
        }
    }
}
