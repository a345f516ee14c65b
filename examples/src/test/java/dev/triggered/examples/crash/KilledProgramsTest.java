package dev.triggered.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application is killed (SIGKILL) again and again while contacts go through a program, and a last life takes the rest of the steps:
 * each contact gets each mail, and each mail is one message, however often a step was taken. A second copy of it can only be what was
 * on the wire at a kill.
 *
 * <p>System properties say how often, such as {@code -Dtriggered.kills=50}, and how many contacts, {@code -Dtriggered.mails=20000}.
 */
class KilledProgramsTest {
    private static final int KILLS = Integer.getInteger("triggered.kills", 4);
    private static final long SEED = Long.getLong("triggered.seed", 20_261_123);
    private static final int CONTACTS = Integer.getInteger("triggered.mails", 300);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void each_step_is_taken_once_for_each_contact_on_the_embedded_store() throws Exception {
        killAndCheck(folder.toString(), () -> {});
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void each_step_is_taken_once_for_each_contact_on_postgresql() throws Exception {
        try (PostgresServer database = PostgresServer.start()) {
            killAndCheck(database.url(), database::forgetNodes);
        }
    }

    private static void killAndCheck(String store, AfterKill afterKill) throws Exception {
        Random random = new Random(SEED);
        try (SinkProcess sink = SinkProcess.start(Duration.ZERO)) {
            Site site = new Site(store, LEASE, sink.port());
            for (int kill = 0; kill < KILLS; kill++) {
                live(site, 1 + random.nextInt(4 * CONTACTS));
                sink.settle();
                afterKill.run();
            }
            liveToTheEnd(site, sink);
            check(sink.arrivals());
        }
    }

    /** Runs a life until it has said so many lines, or has nothing more to say, and kills it. */
    private static void live(Site site, int lines) throws Exception {
        try (ChildJvm life = start(site)) {
            String line = life.readLine();
            for (int said = 1; line != null && said < lines && !line.equals(ProgramNode.DONE); said++) {
                line = life.readLine();
            }
            life.kill();
            life.exitStatus();
        }
    }

    private static void liveToTheEnd(Site site, SinkProcess sink) throws Exception {
        try (ChildJvm life = start(site)) {
            String line = life.readLine();
            while (line != null && !line.equals(ProgramNode.DONE)) {
                line = life.readLine();
            }
            Waiting.whileMailsCome(sink, () -> sink.count() >= CONTACTS * ProgramNode.MAILS);
            assertThat(life.end()).as("exit status of the last life").isZero();
        }
    }

    private static ChildJvm start(Site site) throws IOException {
        return ChildJvm.start(ProgramNode.class, site.store(), site.lease(), site.relay(), CONTACTS);
    }

    private static void check(List<Arrival> arrivals) {
        var byContact = arrivals.stream()
                .collect(Collectors.groupingBy(
                        Arrival::number, Collectors.mapping(Arrival::messageId, Collectors.toList())));
        assertThat(byContact).hasSize(CONTACTS);
        assertThat(arrivals)
                .as("a second copy comes from another life")
                .allSatisfy(arrival -> assertThat(arrival.lives()).doesNotHaveDuplicates());
        assertThat(byContact)
                .allSatisfy((contact, messages) -> assertThat(messages).hasSize(ProgramNode.MAILS));
    }

    /** What is done between two lives. */
    private interface AfterKill {
        void run() throws Exception;
    }
}
