package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.report.Counts;
import dev.triggered.report.Measure;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.ManualClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed (SIGKILL) while it accepts and sends: what it had said is so. */
class KilledProcessTest {
    private static final Pattern LINE = Pattern.compile("(accepted|sent) (\\d+)\\.");
    private static final int KILLS = 5;
    private static final int MOST_LINES = 2_000;
    private static final long SEED = 20_261_123;

    @TempDir
    Path folder;

    private final Set<Long> accepted = new HashSet<>();
    private final Set<Long> sent = new HashSet<>();
    private int inFlight;

    @Test
    void has_kept_what_it_had_accepted_and_recorded() throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(1_000_000L * kill, 1 + random.nextInt(MOST_LINES));
            try (MailStore store = JdbcStore.embedded(folder)) {
                store.open(ManualClock.at(Letters.START), Waker.none());
                check(store);
                checkCounts(store);
            }
        }
        System.out.printf(
                "killed %d times: %d accepted, %d sent, %d in flight%n", KILLS, accepted.size(), sent.size(), inFlight);
    }

    /** Everything is counted as often as there are rows of it. */
    private void checkCounts(MailStore store) throws SQLException {
        Counts counts = Letters.counted(store);
        assertThat(counts.of(Measure.TRIGGERED)).isEqualTo(count("triggered_message"));
        assertThat(counts.of(Measure.SENT)).isEqualTo(count("triggered_message WHERE state = 'SENT'"));
        assertThat(counts.of(Measure.DEFERRED)).isEqualTo(count("triggered_attempt"));
    }

    private long count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("triggered.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return rows.getLong(1);
        }
    }

    private void runAndKill(long first, int lines) throws IOException, InterruptedException {
        Process process = StoreProcess.start(folder, first);
        try (BufferedReader output = StoreProcess.output(process)) {
            int seen = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                take(line);
                if (++seen == lines) {
                    process.toHandle()
                            .destroyForcibly(); // the process itself would close its output, of which there is more
                }
            }
            assertThat(seen).as("lines before the process ended").isGreaterThanOrEqualTo(lines);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Takes a line; one that was cut off by the end says nothing. */
    private void take(String line) {
        Matcher said = LINE.matcher(line);
        if (said.matches()) {
            (said.group(1).equals("accepted") ? accepted : sent).add(Long.parseLong(said.group(2)));
        }
    }

    private void check(MailStore store) {
        List<QueuedMessage> left = store.outbox().inherit(1_000_000);
        Set<MessageId> waiting = new HashSet<>(Letters.ids(left));
        waiting.addAll(Letters.ids(store.outbox().claim(Letters.LANE, 1_000_000)));
        inFlight += left.size();
        for (long number : accepted) {
            MessageId id = Letters.id(number);
            MessageHistory history = store.log().find(id).orElseThrow(() -> new AssertionError("lost: " + id));
            boolean ended = history.state() == MessageState.SENT;
            assertThat(waiting.contains(id)).as("%s waits", history).isNotEqualTo(ended);
            assertThat(ended || !sent.contains(number))
                    .as("%s was sent", history)
                    .isTrue();
        }
        store.outbox().release(waiting);
        store.outbox()
                .record(left.stream()
                        .map(message -> Letters.deferred(message, Letters.START))
                        .toList());
    }
}
