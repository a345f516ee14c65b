package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three nodes on one database trigger and send. One is killed and started again; another one stands still for longer than its
 * lease, so that the others take its messages over, and then goes on.
 *
 * <p>A system property says how many mails, such as {@code -Dtriggered.mails=20000}.
 */
class ThreeNodesTest {
    private static final int MAILS = Integer.getInteger("triggered.mails", 3_000);
    private static final int SHARE = MAILS / 3;
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PAUSE_OF_RELAY = Duration.ofMillis(1);

    private final List<NodeProcess> nodes = new ArrayList<>();
    private PostgresServer database;
    private SinkProcess sink;

    @BeforeEach
    void start() throws Exception {
        database = PostgresServer.start();
        sink = SinkProcess.start(PAUSE_OF_RELAY);
    }

    @AfterEach
    void stop() throws Exception {
        nodes.forEach(NodeProcess::close);
        sink.close();
        database.close();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void all_mails_arrive_though_one_node_is_killed_and_another_one_stands_still() throws Exception {
        NodeProcess killed = node(0, SHARE);
        NodeProcess stopped = node(SHARE, 2L * SHARE);
        NodeProcess steady = node(2L * SHARE, MAILS);

        Waiting.until(() -> sink.count() >= MAILS / 3);
        killed.kill();
        NodeProcess again = node(lowestOpen(killed), SHARE);

        Waiting.until(() -> sink.count() >= MAILS / 2);
        stopped.pause();
        Waiting.until(() -> database.nodes() == 2);
        assertThat(stopped.isDone())
                .as("the stopped node has nothing left to do")
                .isFalse();
        Set<Long> before = Set.copyOf(stopped.accepted());
        stopped.resume();

        Waiting.whileMailsCome(
                sink,
                () -> sink.count() >= MAILS
                        && List.of(stopped, steady, again).stream().allMatch(NodeProcess::isDone));
        assertThat(sink.count()).as("arrived before the nodes are ended").isEqualTo(MAILS);
        for (NodeProcess node : List.of(stopped, steady, again)) {
            assertThat(node.end()).as("exit status").isZero();
        }
        assertThat(stopped.accepted()).as("accepted after the stop").hasSizeGreaterThan(before.size());
        check(sink.arrivals(), killed, stopped);
    }

    private void check(List<Arrival> arrivals, NodeProcess killed, NodeProcess stopped) {
        List<Arrival> twice =
                arrivals.stream().filter(arrival -> arrival.duplicates() > 0).toList();
        List<Arrival> ofKill = twice.stream()
                .filter(arrival -> killed.inFlight().contains(arrival.number()))
                .toList();
        List<Arrival> ofStop =
                twice.stream().filter(arrival -> !ofKill.contains(arrival)).toList();
        System.out.printf(
                "%d mails arrived: %d again after the kill, %d again after the stop%n",
                arrivals.size(), ofKill.size(), ofStop.size());

        assertThat(arrivals)
                .as("each number under one Message-ID")
                .extracting(Arrival::number)
                .doesNotHaveDuplicates();
        assertThat(arrivals).as("what arrived").hasSize(MAILS);
        assertThat(ofKill).as("again after the kill").hasSizeLessThanOrEqualTo(MailNode.IN_FLIGHT);
        assertThat(ofStop).as("again after the stop").hasSizeLessThanOrEqualTo(MailNode.IN_FLIGHT);
        assertThat(ofStop).extracting(Arrival::number).isSubsetOf(stopped.attempted());
    }

    private NodeProcess node(long first, long end) throws IOException {
        NodeProcess node = NodeProcess.start(new Site(database.url(), LEASE, sink.port()), first, end);
        nodes.add(node);
        return node;
    }

    private static long lowestOpen(NodeProcess node) {
        return LongStream.range(0, SHARE)
                .filter(number -> !node.accepted().contains(number))
                .findFirst()
                .orElse(SHARE);
    }
}
