package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.examples.crash.NodeProcess.Fate;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A broadcast whose process is killed (SIGKILL) again and again in the middle, and begun again with the same recipients each time: each
 * address gets one mail, and a second copy, with the same Message-ID, only where the first one was on the wire at a kill.
 *
 * <p>System properties say to how many it goes and how often it is killed: {@code -Dtriggered.broadcast=50000 -Dtriggered.kills=5}.
 */
abstract class BroadcastKillSuite {
    private static final int READERS = Integer.getInteger("triggered.broadcast", 3_000);
    private static final int KILLS = Integer.getInteger("triggered.kills", 3);
    private static final long SEED = Long.getLong("triggered.seed", 20_261_128);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final CrashLedger ledger = new CrashLedger();

    /** Returns where the store is. */
    abstract String store();

    /** Is called after each kill, when the process has gone. */
    void afterKill() throws Exception {}

    @Test
    @Timeout(value = 19, unit = TimeUnit.MINUTES)
    void each_address_gets_one_mail_and_twice_only_what_was_on_the_wire_at_a_kill() throws Exception {
        Random random = new Random(SEED);
        try (SinkProcess sink = SinkProcess.start(Duration.ZERO)) {
            for (int kill = 0; kill < KILLS; kill++) {
                // Two lines for each mail: all kills together leave a quarter of the broadcast at least.
                liveAndDie(sink, 2 + random.nextInt(3 * READERS / (2 * KILLS)));
            }
            try (NodeProcess last = start(sink, Integer.MAX_VALUE)) {
                Waiting.whileMailsCome(sink, last::isDone);
                assertThat(last.isDone()).as("the broadcast is done").isTrue();
                assertThat(last.end()).as("exit status of the last life").isZero();
            }
            ledger.check(sink.arrivals(), READERS);
        }
    }

    private void liveAndDie(SinkProcess sink, int lines) throws Exception {
        try (NodeProcess life = start(sink, lines)) {
            life.awaitEnd();
            assertThat(life.isDone())
                    .as("the broadcast was done before the kill")
                    .isFalse();
            ledger.add(life);
        }
        sink.settle();
        afterKill();
    }

    private NodeProcess start(SinkProcess sink, int lines) throws Exception {
        Site site = new Site(store(), LEASE, sink.port());
        return NodeProcess.start(BroadcastNode.class, site, 0, READERS, new Fate(lines, ChildJvm::kill));
    }
}
